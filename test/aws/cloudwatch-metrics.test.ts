import type { GetMetricDataCommandInput, GetMetricDataCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchSend } from '../../lib/aws/clients.ts';
import { CloudWatchMetrics, MetricsIncompleteError } from '../../lib/aws/cloudwatch-metrics.ts';
import { FakeLambda } from '../fakes/lambda.ts';

type Page = Pick<GetMetricDataCommandOutput, 'MetricDataResults' | 'NextToken'>;
const at = (time: string) => new Date(`2026-11-23T${time}.000Z`);
const done = (Id: string, values: Record<string, number>, StatusCode: 'Complete' | 'PartialData' = 'Complete') => ({
  Id,
  StatusCode,
  Timestamps: Object.keys(values).map(at),
  Values: Object.values(values),
});

function setUp(weights: Record<string, number>, pages: Page[], now = '12:30:00') {
  const fake = new FakeLambda();
  fake.head = { Version: '$LATEST' };
  fake.versions = ['one', 'two'].map((Description, i) => ({ Version: `${i + 1}`, Description }));
  fake.setAlias('production', '1', { AdditionalVersionWeights: weights });
  const asked: GetMetricDataCommandInput[] = [];
  const send = async ({ input }: { input: GetMetricDataCommandInput }) => {
    asked.push(input);
    return pages[asked.length - 1] ?? pages.at(-1);
  };
  const slept: number[] = [];
  const metrics = new CloudWatchMetrics(
    { cloudWatch: { send } as unknown as CloudWatchSend, lambda: fake.client },
    { functionName: 'iris', alias: 'production' },
    { clock: { now: () => at(now) }, sleep: async (ms) => void slept.push(ms) },
  );
  const read = (from: string, to: string) => metrics.read(at(from).toISOString(), at(to).toISOString());
  return { read, asked, slept };
}

const quiet = ['requests_1', 'errors_1', 'p50_1', 'p99_1'].map((id) => done(id, {}));
const first = [
  done('requests_0', { '12:01:00': 30, '12:02:00': 10 }),
  done('errors_0', { '12:01:00': 0, '12:02:00': 2 }),
  done('p50_0', { '12:01:00': 10, '12:02:00': 20 }),
  done('p99_0', { '12:01:00': 50, '12:02:00': 90 }),
];

test('adds up the minutes of each version; a version without requests is not in the window', async () => {
  const { read, asked } = setUp({ '2': 0.1 }, [{ MetricDataResults: [...first, ...quiet] }]);
  expect(await read('12:00:30', '12:02:30')).toEqual([
    { servableId: 'one', requests: 40, errors: 2, p50Ms: 12.5, p99Ms: 90 },
  ]);
  expect(asked[0]).toMatchObject({ StartTime: at('12:01:00'), EndTime: at('12:03:00') });
  const dimensions = asked[0]?.MetricDataQueries?.map((query) => query.MetricStat?.Metric?.Dimensions);
  expect(dimensions?.[7]).toEqual([
    { Name: 'FunctionName', Value: 'iris' },
    { Name: 'Resource', Value: 'iris:production' },
    { Name: 'ExecutedVersion', Value: '2' },
  ]);
  expect(asked[0]?.MetricDataQueries).toHaveLength(8);
});

test('without a split all traffic of the alias is the one version’s', async () => {
  const { read, asked } = setUp({}, [{ MetricDataResults: first }]);
  expect(await read('12:01:00', '12:03:00')).toMatchObject([{ servableId: 'one', requests: 40 }]);
  expect(JSON.stringify(asked)).not.toContain('ExecutedVersion');
});

test('windows that follow each other cover each minute once, and one within a minute covers none', async () => {
  const { read, asked } = setUp({}, [{ MetricDataResults: first }, { MetricDataResults: first }]);
  await read('12:00:10', '12:01:50');
  await read('12:01:50', '12:04:01');
  expect(asked.map(({ StartTime, EndTime }) => [StartTime, EndTime])).toEqual([
    [at('12:01:00'), at('12:02:00')],
    [at('12:02:00'), at('12:05:00')],
  ]);
  expect(await read('12:04:02', '12:04:59')).toEqual([]);
  expect(asked).toHaveLength(2);
});

test('waits until CloudWatch can have everything: two minutes after the last minute ended', async () => {
  const { read, slept } = setUp({}, [{ MetricDataResults: first }], '12:02:30');
  await read('12:00:30', '12:02:30');
  expect(slept).toEqual([150_000]);
});

test('pages are joined, and a partial first page is completed by the next', async () => {
  const [requests, ...others] = first;
  const partial = done('requests_0', { '12:01:00': 30 }, 'PartialData');
  const { read, asked } = setUp({}, [
    { MetricDataResults: [partial, ...others], NextToken: 'more' },
    { MetricDataResults: requests ? [requests] : [] },
  ]);
  expect(await read('12:01:00', '12:03:00')).toMatchObject([{ requests: 40 }]);
  expect(asked[1]?.NextToken).toBe('more');
});

test('what is partial at first is read again', async () => {
  const partial = first.map((one) => ({ ...one, StatusCode: 'PartialData' as const }));
  const { read } = setUp({}, [{ MetricDataResults: partial }, { MetricDataResults: first }]);
  expect(await read('12:01:00', '12:03:00')).toMatchObject([{ requests: 40 }]);
});

test('partial or missing data is never judged', async () => {
  const partial = setUp({}, [
    { MetricDataResults: first.map((one) => ({ ...one, StatusCode: 'PartialData' as const })) },
  ]);
  await expect(partial.read('12:01:00', '12:03:00')).rejects.toBeInstanceOf(MetricsIncompleteError);
  expect(partial.slept).toEqual([15_000, 15_000, 15_000]);
  const missing = setUp({}, [{ MetricDataResults: first.slice(1) }]);
  await expect(missing.read('12:01:00', '12:03:00')).rejects.toThrow('requests_0');
});
