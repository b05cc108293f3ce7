import { traffic } from '../../../../../lib/cli/deployed/doctor/checks/traffic.ts';
import { patient, refuses } from '../patient.ts';

/** An alias at version 2, with a share for version 3, of what these ids name. */
const alias = (weight = 0, ids: Record<string, string> = { 2: 'v-1.0.0', 3: 'v-1.1.0' }) => ({
  ListVersionsByFunction: () => ({
    Versions: Object.entries(ids).map(([Version, Description]) => ({ Version, Description })),
  }),
  GetAlias: () => ({
    FunctionVersion: '2',
    ...(weight > 0 ? { RoutingConfig: { AdditionalVersionWeights: { 3: weight } } } : {}),
  }),
});

test('callers who reach what the store says are well', async () => {
  expect(await traffic.look(await patient(alias()))).toMatchObject([
    { state: 'ok', sentence: '1.0.0 carries all traffic' },
  ]);
});

test.each([
  [
    'a share that nobody of ours gave',
    alias(0.25),
    /goes to v-1\.0\.0, and 25 % to v-1\.1\.0; the store says all of it to 1\.0\.0/,
  ],
  ['another version', alias(0, { 2: 'v-0.9.0' }), /goes to v-0\.9\.0; the store says/],
  ['a version that is not ours', alias(0, {}), /goes to unknown-version-2; the store says/],
  [
    'no alias',
    { ListVersionsByFunction: () => ({}), GetAlias: refuses('ResourceNotFoundException') },
    /goes nowhere; the store says all of it to 1\.0\.0/,
  ],
])('%s is drift', async (_name, answers, sentence) => {
  expect(await traffic.look(await patient(answers))).toMatchObject([
    {
      state: 'fail',
      sentence: expect.stringMatching(sentence),
      mend: expect.stringMatching(/rollback --to VERSION --overwrite/),
    },
  ]);
});

test('an endpoint that failed is told with its reason', async () => {
  const DescribeEndpoint = () => ({
    EndpointStatus: 'Failed',
    EndpointConfigName: 'iris-model-c-1',
    FailureReason: 'no capacity',
  });
  const seen = await patient({ DescribeEndpoint }, { served: null, endpoint: 'iris-model' });
  await expect(traffic.look(seen)).rejects.toMatchObject({
    code: 'endpoint-broken',
    message: 'iris-model is Failed: no capacity',
  });
});

test('under guardrails the name of the configuration tells what serves', async () => {
  const DescribeEndpoint = () => ({
    EndpointStatus: 'InService',
    EndpointConfigName: 'iris-model-c-v100-48d9c6f',
    ProductionVariants: [{ VariantName: 'AllTraffic', CurrentWeight: 1, DesiredWeight: 1 }],
  });
  const seen = await patient({ DescribeEndpoint }, { served: null, endpoint: 'iris-model' });
  const [said] = await traffic.look(seen);
  expect(said?.sentence).toBe('traffic goes to v100; the store says all of it to 1.0.0 (v-1.0.0)');
});
