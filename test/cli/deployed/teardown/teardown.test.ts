import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { finders } from '../../../../lib/cli/deployed/teardown/registry.ts';
import { teardownOf } from '../../../../lib/cli/deployed/teardown/teardown.ts';
import { leftover, refuses } from './leftover.ts';

const gone = {
  DescribeStateMachine: refuses('StateMachineDoesNotExist'),
  GetFunctionConfiguration: refuses('ResourceNotFoundException'),
  GetQueueAttributes: refuses('QueueDoesNotExist'),
  DescribeImages: refuses('RepositoryNotFoundException'),
  HeadBucket: refuses('NotFound'),
  DeleteParameter: () => ({}),
};

/** All of it, until it is deleted. */
const whole = {
  ...gone,
  GetFunctionConfiguration: () => ({ MemorySize: 1_024 }),
  ListProvisionedConcurrencyConfigs: () => ({}),
  GetQueueAttributes: () => ({ Attributes: { ApproximateNumberOfMessages: '2' } }),
  DescribeImages: () => ({ imageDetails: [{ imageSizeInBytes: 1e9 }, { imageSizeInBytes: 2e9 }] }),
  HeadBucket: () => ({}),
  GetMetricData: () => ({}),
  ListObjectVersions: () => ({}),
  ...Object.fromEntries(
    ['DeleteFunction', 'DeleteQueue', 'DeleteRepository', 'DeleteBucket'].map((name) => [name, () => ({})]),
  ),
};

test('each finder is one file, named alike', () => {
  const folder = join(import.meta.dirname, '../../../../lib/cli/deployed/teardown');
  const around = ['all-pages', 'leftover', 'open', 'registry', 'teardown'];
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  expect(Object.keys(finders).sort()).toEqual(files.filter((file) => !around.includes(file)).sort());
});

test('without a confirmation nothing is called that changes anything', async () => {
  const it = leftover(whole);
  const { remains } = await teardownOf(it, { withData: false });
  expect(remains.map(({ kind }) => kind)).toEqual([
    ...[
      'function',
      'function',
      'queue',
      'queue',
      'queue',
      'repository',
      'repository',
      'bucket',
      'bucket',
      'bucket',
      'parameter',
    ],
  ]);
  expect(it.sent.filter((name) => !/^(Get|List|Describe|Head)/.test(name))).toEqual([]);
});

test('a queue of work goes as its dead letters do, once, however many of them lead back to it', async () => {
  const it = leftover(whole);
  const { remains } = await teardownOf(it, { withData: false });
  expect(remains.flatMap(({ kind, name, what }) => (kind === 'queue' ? [[name, what]] : []))).toEqual([
    ['iris-intake-dead', '2 dead letters of intake'],
    ['iris-recover-dead', '2 dead letters of recover'],
    ['iris-intake', '2 messages that nobody has read'],
  ]);
});

test('what serves goes without data, and where all is goes last of all', async () => {
  const serving = leftover(whole);
  await teardownOf(serving, { yes: 'iris', withData: false });
  expect(serving.sent.filter((name) => name.startsWith('Delete'))).toEqual(['DeleteFunction', 'DeleteFunction']);
  const all = leftover(whole);
  const { removed, remains } = await teardownOf(all, { yes: 'iris', withData: true });
  expect(removed).toEqual(remains.map(({ name }) => name));
  expect(all.sent.at(-1)).toBe('DeleteParameter');
});

test('the second time it finds nothing to delete but its own parameter, and is content', async () => {
  const { remains } = await teardownOf(leftover(gone), { yes: 'iris', withData: true });
  expect(remains.map(({ kind }) => kind)).toEqual(['parameter']);
});

test('while the stack is there, nothing is deleted from under it', async () => {
  const it = leftover({ ...whole, DescribeStateMachine: () => ({ status: 'ACTIVE' }) });
  await expect(teardownOf(it, { yes: 'iris', withData: true })).rejects.toThrow(
    'iris is deployed still: npx cdk destroy first, then this',
  );
  expect(it.sent.filter((name) => name.startsWith('Delete'))).toEqual([]);
});
