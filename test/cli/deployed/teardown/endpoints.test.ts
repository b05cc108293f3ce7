import { endpoints } from '../../../../lib/cli/deployed/teardown/endpoints.ts';
import { leftover, refuses } from './leftover.ts';

const onEndpoint = { served: null, endpoint: 'iris-model' };
const listed = (...names: string[]) => ({
  ListEndpoints: () => ({ Endpoints: names.map((EndpointName) => ({ EndpointName })) }),
});
const running = (...types: Array<string | undefined>) => ({
  DescribeEndpoint: () => ({
    EndpointConfigName: 'c',
    ProductionVariants: [{ VariantName: 'v0', DesiredInstanceCount: 2 }],
  }),
  DescribeEndpointConfig: () => ({
    ProductionVariants: types.map((InstanceType, index) => ({
      VariantName: `v${index}`,
      InitialInstanceCount: 1,
      ...(InstanceType ? { InstanceType } : {}),
    })),
  }),
});

test('the endpoint and those of proofs are found, and those of others are left alone', async () => {
  const names = [
    'iris-model',
    'iris-model-proof-1',
    'iris-model-pr-proof-2',
    'iris-model-b',
    'my-iris-model',
    'iris-model-proof-b-proof-3',
  ];
  const found = await endpoints(leftover({ ...listed(...names), ...running() }, onEndpoint));
  expect(found.map(({ name }) => name)).toEqual(names.slice(0, 3));
});

test.each<[string, Array<string | undefined>, number | null]>([
  // 2 x $0.115 and 1 x $0.23 for 730 hours
  ['instances by the hour, as many as there are now', ['ml.m5.large', 'ml.m5.xlarge'], 335.8],
  ['nothing while nobody calls, without instances', [undefined], 0],
  ['what is not known, of an instance that the table does not have', ['ml.p9.large'], null],
])('it costs %s', async (_, types, dollars) => {
  const [found] = await endpoints(leftover({ ...listed('iris-model'), ...running(...types) }, onEndpoint));
  expect(found?.dollarsPerMonth ?? null).toEqual(dollars === null ? null : expect.closeTo(dollars, 2));
});

test('one that is being changed is deleted later, and one that is gone is no error', async () => {
  const deleting = async (message: string) => {
    const DeleteEndpoint = refuses('ValidationException', message);
    const [found] = await endpoints(leftover({ ...listed('iris-model'), ...running(), DeleteEndpoint }, onEndpoint));
    return found?.remove();
  };
  await expect(deleting('Cannot update in-progress endpoint')).rejects.toMatchObject({ code: 'endpoint-busy' });
  await deleting('Could not find endpoint');
});

test('one that is on its way out costs nothing any more', async () => {
  const DescribeEndpoint = () => ({ EndpointConfigName: 'c', EndpointStatus: 'Deleting' });
  const it = leftover({ ...listed('iris-model'), ...running('ml.m5.large'), DescribeEndpoint }, onEndpoint);
  expect(await endpoints(it)).toEqual([]);
});

test('lists are read to their end', async () => {
  const pages: Record<string, object> = {
    first: { Endpoints: [{ EndpointName: 'iris-model' }], NextToken: 'second' },
    second: { Endpoints: [{ EndpointName: 'iris-model-proof-1' }] },
  };
  const ListEndpoints = ({ NextToken = 'first' }: { NextToken?: string }) => pages[NextToken];
  expect(await endpoints(leftover({ ListEndpoints, ...running() }, onEndpoint))).toHaveLength(2);
});
