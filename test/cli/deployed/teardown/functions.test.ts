import { functions } from '../../../../lib/cli/deployed/teardown/functions.ts';
import { leftover, refuses } from './leftover.ts';

const name = 'signalbox-iris-model';
const GetFunctionConfiguration = ({ FunctionName }: { FunctionName: string }) =>
  FunctionName === name ? { MemorySize: 2_048, Architectures: ['arm64'] } : refuses('ResourceNotFoundException')();

test('what is kept ready costs by the hour, and what is called only costs nothing while nobody calls', async () => {
  const configs = (count: number) => ({
    ListProvisionedConcurrencyConfigs: () => ({
      ProvisionedConcurrencyConfigs: count > 0 ? [{ RequestedProvisionedConcurrentExecutions: count }] : [],
    }),
  });
  const [ready] = await functions(leftover({ GetFunctionConfiguration, ...configs(3) }));
  // 3 environments of 2 GB, 730 hours, $0.0000033334 a GB-second.
  expect(ready).toMatchObject({ kind: 'function', name, dollarsPerMonth: expect.closeTo(52.56, 2), isData: false });
  const all = await functions(leftover({ GetFunctionConfiguration, ...configs(0) }));
  expect(all.map(({ dollarsPerMonth }) => dollarsPerMonth)).toEqual([0]);
});

test('to delete what is gone is no error, and another refusal is one', async () => {
  const known = { GetFunctionConfiguration, ListProvisionedConcurrencyConfigs: () => ({}) };
  const [gone] = await functions(leftover({ ...known, DeleteFunction: refuses('ResourceNotFoundException') }));
  await gone?.remove();
  const [denied] = await functions(leftover({ ...known, DeleteFunction: refuses('AccessDeniedException') }));
  await expect(denied?.remove()).rejects.toThrow('refused');
});

test('a pipeline on an endpoint has none', async () => {
  expect(await functions(leftover({}, { served: null, endpoint: 'iris-model' }))).toEqual([]);
});
