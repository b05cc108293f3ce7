import { DoorMetrics } from '../../../lib/aws/door/door-metrics.ts';
import { binMetric, binOf } from '../../../lib/aws/door/measures.ts';
import { type DoorRoute, writeDocument } from '../../../lib/aws/door/route-document.ts';
import { MetricsIncompleteError } from '../../../lib/aws/metric-series.ts';
import type { MetricSource } from '../../../lib/ports.ts';
import { FakeCloudWatch } from '../../fakes/aws/cloudwatch.ts';
import { VirtualClock } from '../../fakes/aws/virtual-clock.ts';
import { DoorWorld, predicting, sticky } from './world.ts';

const body = '{"instances":[1]}';
const at = (time: string) => `2026-11-27T${time}.000Z`;
const inner: MetricSource = {
  knownUntil: async () => 'inner',
  read: async () => [{ servableId: 'inner', requests: 1, errors: 0, p50Ms: 1, p99Ms: 1 }],
};

interface Line {
  _aws: { Timestamp: number; CloudWatchMetrics: Array<{ Namespace: string; Metrics: Array<{ Name: string }> }> };
  [name: string]: unknown;
}

/** CloudWatch as it stands some time after these lines. */
function cloudWatchOf(world: DoorWorld, now = at('18:10:00')): FakeCloudWatch {
  const cloudWatch = new FakeCloudWatch(new VirtualClock(now));
  for (const line of world.lines as Line[]) {
    for (const { Namespace: namespace, Metrics } of line._aws.CloudWatchMetrics)
      for (const { Name: name } of Metrics)
        cloudWatch.publish({
          namespace,
          name,
          dimensions: { Pipeline: String(line.Pipeline), Servable: String(line.Servable), Arm: String(line.Arm) },
          at: new Date(line._aws.Timestamp),
          values: [Number(line[name])],
        });
  }
  return cloudWatch;
}

function metricsOf(world: DoorWorld, cloudWatch = cloudWatchOf(world)): DoorMetrics {
  const time = { clock: cloudWatch.clock, sleep: async () => {} };
  return new DoorMetrics(cloudWatch.client, inner, { store: world.store, pipeline: 'iris' }, time);
}

async function routed(route: DoorRoute) {
  return new DoorWorld().routed(route);
}

test('what the door printed of a mirror is read back: requests, errors, predictions and how they agree', async () => {
  const world = await routed({ ...sticky, manner: 'mirrored', candidatePercent: 100 });
  const said = ['a', 'a', 'b', 7];
  world.answers.version = async (id) => predicting(said.shift(), id);
  for (let i = 0; i < 4; i += 1) await world.call({ body });
  const points = cloudWatchOf(world);
  const bins = (counts: Record<string, number>) =>
    Object.fromEntries(Object.entries(counts).map(([name, n]) => [binMetric(binOf(name)).toLowerCase(), n]));
  const [stable, candidate] = await metricsOf(world, points).read(at('18:00:00'), at('18:00:10'));
  expect(stable).toMatchObject({
    servableId: 'one',
    requests: 4,
    errors: 0,
    predictions: { count: 4, invalid: 0, bins: bins({ a: 4 }) },
  });
  expect(stable).not.toHaveProperty('agreement');
  expect(candidate).toMatchObject({ servableId: 'two', requests: 4, agreement: { compared: 4, disagreed: 2 } });
  expect(candidate?.predictions).toEqual({ count: 4, invalid: 0, bins: bins({ a: 2, b: 1, '2^2.75': 1 }) });
});

test('outcomes come with their count, sum and sum of squares, also where nobody called', async () => {
  const world = await routed({ ...sticky, candidatePercent: 100 });
  for (const value of [0, 0.5, 1]) await world.call({ path: '/outcomes', body: JSON.stringify({ user: 'u', value }) });
  const windows = await metricsOf(world).read(at('18:00:00'), at('18:00:10'));
  expect(windows).toEqual([
    {
      servableId: 'two',
      requests: 0,
      errors: 0,
      p50Ms: null,
      p99Ms: null,
      outcomes: { count: 3, sum: 1.5, sumOfSquares: 1.25 },
    },
  ]);
});

test('requests of nobody’s are in no arm', async () => {
  const world = await routed(sticky);
  await world.call({ body });
  expect(await metricsOf(world).read(at('18:00:00'), at('18:00:10'))).toEqual([]);
});

test('each window is read once it is a minute old, and never before', async () => {
  const world = await routed(sticky);
  const metrics = metricsOf(world, cloudWatchOf(world, at('18:01:09')));
  expect(await metrics.knownUntil()).toBe(at('18:00:00'));
  await expect(metrics.read(at('18:00:00'), at('18:00:10'))).rejects.toBeInstanceOf(MetricsIncompleteError);
});

test('without a mirror or a test the target’s own source tells', async () => {
  const world = new DoorWorld();
  const metrics = metricsOf(world);
  expect(await metrics.knownUntil()).toBe('inner');
  expect(await metrics.read(at('18:00:00'), at('18:00:10'))).toMatchObject([{ servableId: 'inner' }]);
  await writeDocument(world.store, 'iris', sticky, { route: null, etag: null });
  expect(await metrics.knownUntil()).toBe(at('18:09:00'));
});

test('the policy’s own metrics come with it', async () => {
  const world = await routed({ ...sticky, manner: 'mirrored', candidatePercent: 100 });
  await world.call({ body });
  const points = cloudWatchOf(world);
  points.publish({
    namespace: 'Shop',
    name: 'Basket',
    dimensions: { Servable: 'two' },
    at: new Date(at('18:00:03')),
    values: [4],
  });
  const custom = [{ name: 'basket', namespace: 'Shop', metric: 'Basket', stat: 'Sum' as const }];
  const windows = await metricsOf(world, points).read(at('18:00:00'), at('18:00:10'), custom);
  expect(windows.map(({ custom: values }) => values)).toEqual([undefined, { basket: 4 }]);
});
