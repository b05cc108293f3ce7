import type { GetMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { CloudWatchMetrics } from '../../lib/aws/cloudwatch-metrics.ts';
import { MetricsIncompleteError } from '../../lib/aws/metric-series.ts';
import { FakeCloudWatch } from '../fakes/aws/cloudwatch.ts';
import { VirtualClock } from '../fakes/aws/virtual-clock.ts';
import { FakeLambda } from '../fakes/lambda.ts';

const day = '2026-11-23T';
const at = (time: string) => `${day}${time}.000Z`;

function setUp(weights: Record<string, number>, now = '12:30:00') {
  const fake = new FakeLambda();
  fake.head = { Version: '$LATEST' };
  fake.versions = ['one', 'two'].map((Description, i) => ({ Version: `${i + 1}`, Description }));
  fake.setAlias('production', '1', { AdditionalVersionWeights: weights });
  const clock = new VirtualClock(at(now));
  // Two points a page, so that every answer comes in pages.
  const cloudWatch = new FakeCloudWatch(clock, undefined, { pageSize: 2 });
  const slept: number[] = [];
  const metrics = new CloudWatchMetrics(
    { cloudWatch: cloudWatch.client, lambda: fake.client },
    { functionName: 'iris', alias: 'production' },
    { clock, sleep: async (ms) => void slept.push(ms) },
  );
  /** Of Lambda itself: `version` null where the alias does not split. */
  const lambda = (version: string | null, when: string, requests: number, errors = 0, ms = 10) => {
    const dimensions = {
      FunctionName: 'iris',
      Resource: 'iris:production',
      ...(version === null ? {} : { ExecutedVersion: version }),
    };
    const add = (name: string, values: number[]) =>
      cloudWatch.publish({ namespace: 'AWS/Lambda', name, dimensions, at: new Date(at(when)), values });
    add('Invocations', Array(requests).fill(1));
    add(
      'Errors',
      Array.from({ length: requests }, (_, i) => (i < errors ? 1 : 0)),
    );
    add('Duration', Array(requests).fill(ms));
  };
  /** Lines of the workload. */
  const line = (Servable: string, when: string, values: Record<string, number[]>) => {
    for (const [name, list] of Object.entries(values))
      cloudWatch.publish({
        namespace: 'Signalbox/Serving',
        name,
        dimensions: { Servable },
        at: new Date(at(when)),
        values: list,
      });
  };
  const periods = () =>
    cloudWatch.calls.flatMap(({ input }) =>
      (input as unknown as GetMetricDataInput).MetricDataQueries?.map(({ MetricStat }) => MetricStat?.Period),
    );
  return {
    metrics,
    read: (a: string, b: string) => metrics.read(at(a), at(b)),
    cloudWatch,
    slept,
    lambda,
    line,
    clock,
    periods,
  };
}

describe('a workload that prints no metrics', () => {
  test('is told from Lambda’s minutes, which add up; a version without requests is not in the window', async () => {
    const { read, lambda } = setUp({ '2': 0.1 });
    lambda('1', '12:01:00', 30, 0, 10);
    lambda('1', '12:02:00', 10, 2, 20);
    expect(await read('12:00:30', '12:02:30')).toEqual([
      { servableId: 'one', requests: 40, errors: 2, p50Ms: 12.5, p99Ms: 20 },
    ]);
  });

  test('without a split all traffic of the alias is the one version’s', async () => {
    const { read, lambda } = setUp({});
    lambda(null, '12:01:00', 40);
    expect(await read('12:01:00', '12:03:00')).toMatchObject([{ servableId: 'one', requests: 40 }]);
  });

  test('windows that follow each other cover each minute once, and one within a minute covers none', async () => {
    const { read, lambda } = setUp({});
    for (const minute of ['12:01:00', '12:02:00', '12:03:00', '12:04:00']) lambda(null, minute, 1);
    expect(await read('12:00:10', '12:01:50')).toMatchObject([{ requests: 1 }]);
    expect(await read('12:01:50', '12:04:01')).toMatchObject([{ requests: 3 }]);
    expect(await read('12:04:02', '12:04:59')).toEqual([]);
  });

  test('a minute is known two minutes after its end, and is not read before', async () => {
    const { metrics, read, clock } = setUp({}, '12:04:59');
    expect(await metrics.knownUntil()).toBe(at('12:02:00'));
    await expect(read('12:01:00', '12:03:00')).rejects.toBeInstanceOf(MetricsIncompleteError);
    clock.advance(1);
    expect(await read('12:01:00', '12:03:00')).toEqual([]);
  });
});

describe('a workload that prints its metrics', () => {
  test('is told by the 10 s, a minute after them, with the predictions that were of no use', async () => {
    const { metrics, read, line, periods } = setUp({ '2': 0.1 });
    line('one', '12:01:12', {
      ServerErrors: [0, 0, 1],
      Latency: [5, 7, 90],
      Predictions: [2, 2],
      InvalidPredictions: [0, 1],
    });
    line('two', '12:01:15', { ServerErrors: [0], Latency: [6] });
    expect(await metrics.knownUntil()).toBe(at('12:29:00'));
    expect(await read('12:01:10', '12:01:20')).toEqual([
      {
        servableId: 'one',
        requests: 3,
        errors: 1,
        p50Ms: 7,
        p99Ms: 90,
        predictions: { count: 4, invalid: 1, bins: {} },
      },
      { servableId: 'two', requests: 1, errors: 0, p50Ms: 6, p99Ms: 6 },
    ]);
    expect(periods()).toContain(10);
  });

  test('never mixes the two counts in a window: a candidate that prints nothing has no traffic', async () => {
    const { read, line, lambda } = setUp({ '2': 0.1 });
    line('one', '12:01:12', { ServerErrors: [0] });
    lambda('1', '12:01:00', 9);
    lambda('2', '12:01:00', 1);
    expect(await read('12:01:00', '12:02:00')).toMatchObject([{ servableId: 'one', requests: 1 }]);
  });

  test('where only the candidate prints, both are told from Lambda’s minutes', async () => {
    const { read, line, lambda } = setUp({ '2': 0.1 });
    line('two', '12:01:12', { ServerErrors: [0] });
    lambda('1', '12:01:00', 9);
    lambda('2', '12:01:00', 3);
    expect(await read('12:01:00', '12:02:00')).toMatchObject([{ requests: 9 }, { requests: 3 }]);
  });

  test('requests of a process that died, of which nothing was printed, count as errors two minutes later, once', async () => {
    const { read, line, lambda } = setUp({ '2': 0.5 });
    line('one', '12:00:05', { ServerErrors: [0] });
    line('two', '12:01:12', { ServerErrors: Array(70).fill(0) });
    lambda('2', '12:01:00', 100, 30);
    const errors: number[] = [];
    for (const [from, to] of [
      ['12:01:10', '12:01:20'],
      ['12:02:50', '12:03:00'],
      ['12:03:00', '12:03:10'],
      ['12:03:10', '12:03:20'],
    ] as const)
      errors.push((await read(from, to)).find(({ servableId }) => servableId === 'two')?.errors ?? 0);
    expect(errors).toEqual([0, 0, 30, 0]);
  });

  test('errors of the version that an unsplit alias served before are not the new one’s', async () => {
    const { read, line, lambda } = setUp({});
    line('one', '12:03:05', { ServerErrors: [0] });
    lambda(null, '12:01:00', 1000, 30);
    expect(await read('12:03:00', '12:03:10')).toMatchObject([{ requests: 1, errors: 0 }]);
  });
});

test('before any traffic nothing is decided, and what comes first decides', async () => {
  const { metrics, line, clock } = setUp({}, '12:00:30');
  expect(await metrics.knownUntil()).toBe(at('11:58:00'));
  line('one', '12:00:31', { ServerErrors: [0] });
  clock.advance(155);
  expect(await metrics.knownUntil()).toBe(at('12:02:00'));
});

test('the policy’s own metrics come with the window, by their statistic', async () => {
  const { metrics, line, cloudWatch } = setUp({});
  line('one', '12:01:12', { ServerErrors: [0, 0] });
  for (const [when, values] of [
    ['12:01:12', [1, 3]],
    ['12:01:25', [8]],
  ] as const)
    cloudWatch.publish({
      namespace: 'Shop',
      name: 'Basket',
      dimensions: { Servable: 'one' },
      at: new Date(at(when)),
      values: [...values],
    });
  const custom = (['Average', 'Sum', 'Maximum', 'p50'] as const).map((stat) => ({
    name: stat.toLowerCase(),
    namespace: 'Shop',
    metric: 'Basket',
    stat,
  }));
  const absent = { name: 'absent', namespace: 'Shop', metric: 'Gone', stat: 'Sum' as const };
  const [window] = await metrics.read(at('12:01:10'), at('12:01:30'), [...custom, absent]);
  expect(window?.custom).toEqual({ average: 4, sum: 12, maximum: 8, p50: expect.closeTo((2 * 1 + 8) / 3) });
});

test('what is partial at first is read again; what stays partial is never judged', async () => {
  const { read, lambda, cloudWatch, slept } = setUp({});
  lambda(null, '12:01:00', 40);
  await read('12:01:00', '12:03:00');
  cloudWatch.nextAnswers('PartialData');
  expect(await read('12:01:00', '12:03:00')).toMatchObject([{ requests: 40 }]);
  expect(slept).toEqual([5_000]);
  cloudWatch.nextAnswers(...Array(20).fill('InternalError'));
  await expect(read('12:01:00', '12:03:00')).rejects.toThrow('requests_0');
});

test('an alias that is not there has no traffic', async () => {
  const { read, metrics } = setUp({});
  const gone = new CloudWatchMetrics(
    { cloudWatch: new FakeCloudWatch(new VirtualClock()).client, lambda: new FakeLambda().client },
    { functionName: 'iris', alias: 'production' },
    { clock: { now: () => new Date(at('12:30:00')) }, sleep: async () => {} },
  );
  expect(await gone.read(at('12:00:00'), at('12:10:00'))).toEqual([]);
  expect(await gone.knownUntil()).toBe(await metrics.knownUntil());
  expect(await read('12:00:00', '12:10:00')).toEqual([]);
});
