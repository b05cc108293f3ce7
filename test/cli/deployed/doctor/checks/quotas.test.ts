import { quotas } from '../../../../../lib/cli/deployed/doctor/checks/quotas.ts';
import { patient, refuses } from '../patient.ts';

const trains = (InstanceType: string, InstanceCount: number, EnableManagedSpotTraining = false) =>
  JSON.stringify({
    States: {
      Train: {
        Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
        Parameters: { ResourceConfig: { InstanceType, InstanceCount }, EnableManagedSpotTraining },
      },
    },
  });
const builds = JSON.stringify({ States: { Train: { Resource: 'arn:aws:states:::codebuild:startBuild.sync' } } });

/** Quotas by name, each on a page of its own. */
const allowed = (values: Record<string, number>) => (input: never) => {
  const { NextToken } = input as { NextToken?: string };
  const all = Object.entries(values);
  const at = Number(NextToken ?? 0);
  const [QuotaName, Value] = all[at] ?? [];
  return { Quotas: [{ QuotaName, Value }], ...(at + 1 < all.length ? { NextToken: String(at + 1) } : {}) };
};

test('an account with as many functions at once as a drop may take is well', async () => {
  const seen = await patient({
    DescribeStateMachine: () => ({ definition: builds }),
    ListServiceQuotas: allowed({ 'Something else': 1, 'Concurrent executions': 1_000 }),
  });
  expect(await quotas.look(seen)).toEqual([
    { state: 'ok', sentence: 'lambda, Concurrent executions: 1000, of which 80 are needed', mend: null },
  ]);
});

test('what a training and a rollout take is held against what the account may, and what is not listed is unknown', async () => {
  const seen = await patient(
    {
      DescribeStateMachine: () => ({ definition: trains('ml.g5.xlarge', 2, true) }),
      ListServiceQuotas: allowed({
        'Concurrent executions': 10,
        'ml.g5.xlarge for training job usage': 5,
        'ml.g5.xlarge for spot training job usage': 0,
      }),
      DescribeEndpoint: () => ({
        EndpointConfigName: 'c',
        ProductionVariants: [{ VariantName: 'stable-1', DesiredInstanceCount: 3 }],
      }),
      DescribeEndpointConfig: () => ({
        ProductionVariants: [{ VariantName: 'stable-1', InstanceType: 'ml.m5.large' }],
      }),
    },
    { served: null, endpoint: 'iris-model' },
  );
  expect(await quotas.look(seen)).toMatchObject([
    { state: 'warn', sentence: expect.stringMatching(/Concurrent executions: 10; 80 are needed/) },
    {
      state: 'warn',
      sentence: expect.stringMatching(/spot training job usage: 0; 2 are needed, since a training takes 2/),
    },
    { state: 'unknown', sentence: expect.stringMatching(/ml\.m5\.large for endpoint usage: this quota is not listed/) },
  ]);
});

test('an endpoint that was never made needs nothing yet', async () => {
  const seen = await patient(
    {
      DescribeStateMachine: () => ({ definition: builds }),
      ListServiceQuotas: allowed({ 'Concurrent executions': 1_000 }),
      DescribeEndpoint: refuses('ValidationException'),
    },
    { served: null, endpoint: 'iris-model' },
  );
  expect(await quotas.look(seen)).toHaveLength(1);
});
