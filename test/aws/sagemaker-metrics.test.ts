import { MetricsIncompleteError } from '../../lib/aws/metric-series.ts';
import { SageMakerMetrics } from '../../lib/aws/sagemaker-metrics.ts';
import type { Route } from '../../lib/core/rollout/traffic.ts';
import { canaryPlan } from '../support/plans.ts';
import { all, clientsOf, endpointPlace, managedPlace, type SageMakerPlace, split } from '../support/sagemaker-place.ts';

const compared: Route = { ...split('one', 'two', 10), manner: 'compared' };
const mirrored: Route = { ...split('one', 'two', 30), manner: 'mirrored' };

function metricsOf({ world, name }: SageMakerPlace, enhancedMetricsSeconds: number | null = 10) {
  const time = { clock: world.clock, sleep: world.clock.sleep };
  return new SageMakerMetrics(clientsOf(world), { endpointName: name, enhancedMetricsSeconds }, time);
}

/** Requests of one variant now: 4xx, 5xx and broken ones among them, each as long as it says, in microseconds. */
function traffic(
  { world, name }: SageMakerPlace,
  dimensions: Record<string, string>,
  { requests = 0, refused = 0, failed = 0, silent = 0, modelUs = 8_000, overheadUs = 2_000 },
): void {
  const flags = (count: number) => Array.from({ length: requests }, (_, i) => (i < count ? 1 : 0));
  const publish = (metric: string, values: number[]) =>
    world.cloudwatch.publish({
      namespace: 'AWS/SageMaker',
      name: metric,
      dimensions: { EndpointName: name, ...dimensions },
      values,
    });
  publish('Invocations', Array(requests).fill(1));
  publish('Invocation4XXErrors', flags(refused));
  publish('Invocation5XXErrors', flags(failed));
  publish('InvocationModelErrors', flags(refused + failed + silent));
  publish('ModelLatency', Array(requests).fill(modelUs));
  publish('OverheadLatency', Array(requests).fill(overheadUs));
}

async function comparedPlace() {
  const place = await endpointPlace().live('one', 'two');
  await place.shift(compared, all('one'));
  const from = place.world.clock.now().toISOString();
  return { place, metrics: metricsOf(place), from, now: () => place.world.clock.now().toISOString() };
}

test('each variant is an arm of its own: stable, its fresh copy, and the candidate', async () => {
  const { place, metrics, from } = await comparedPlace();
  traffic(place, { VariantName: 'stable-one' }, { requests: 80, failed: 1 });
  traffic(place, { VariantName: 'base-one' }, { requests: 10 });
  traffic(place, { VariantName: 'cand-two' }, { requests: 10, failed: 2, modelUs: 18_000 });
  place.wait(120);
  expect(await metrics.read(from, await metrics.knownUntil())).toEqual([
    { servableId: 'one', requests: 80, errors: 1, p50Ms: 10, p99Ms: 10 },
    { servableId: 'one', baseline: true, requests: 10, errors: 0, p50Ms: 10, p99Ms: 10 },
    { servableId: 'two', requests: 10, errors: 2, p50Ms: 20, p99Ms: 20 },
  ]);
});

test('what a caller did wrong is no error of a version; what never answered is, though no 5xx shows it', async () => {
  const { place, metrics, from } = await comparedPlace();
  traffic(place, { VariantName: 'cand-two' }, { requests: 20, refused: 5, failed: 1, silent: 3 });
  place.wait(120);
  expect(await metrics.read(from, await metrics.knownUntil())).toMatchObject([{ servableId: 'two', errors: 4 }]);
});

test('a shadow is an arm, though it answers nobody', async () => {
  const place = await endpointPlace().live('one', 'two');
  await place.shift(mirrored, all('one'));
  const from = place.world.clock.now().toISOString();
  traffic(place, { VariantName: 'stable-one' }, { requests: 100 });
  traffic(place, { VariantName: 'cand-two' }, { requests: 30, overheadUs: 0 });
  place.wait(120);
  const metrics = metricsOf(place);
  expect(await metrics.read(from, await metrics.knownUntil())).toMatchObject([
    { servableId: 'one', requests: 100 },
    { servableId: 'two', requests: 30, p50Ms: 8 },
  ]);
});

test('the two fleets of a deployment are told apart by their configurations', async () => {
  const place = await managedPlace().live('one', 'two');
  await place.shift(split('one', 'two', 10), all('one'), canaryPlan([10], 600, 60));
  const from = place.world.clock.now().toISOString();
  const { EndpointConfigName: old = '', PendingDeploymentSummary: next } = place.world.sagemaker.look(place.name) ?? {};
  const fleet = (EndpointConfigName = '') => ({ VariantName: 'AllTraffic', EndpointConfigName });
  traffic(place, fleet(old), { requests: 90 });
  traffic(place, fleet(next?.EndpointConfigName), { requests: 10, failed: 3 });
  place.wait(120);
  const metrics = metricsOf(place);
  expect(await metrics.read(from, await metrics.knownUntil())).toMatchObject([
    { servableId: 'one', requests: 90, errors: 0 },
    { servableId: 'two', requests: 10, errors: 3 },
  ]);
});

test('windows that follow each other count each period once, and one that holds no whole one is empty', async () => {
  const { place, metrics, from } = await comparedPlace();
  const at = (seconds: number) => new Date(Date.parse(from) + seconds * 1_000).toISOString();
  for (let second = 0; second < 60; second += 5) {
    traffic(place, { VariantName: 'cand-two' }, { requests: 1 });
    place.wait(5);
  }
  place.wait(120);
  const requests = async (a: number, b: number) => (await metrics.read(at(a), at(b)))[0]?.requests ?? 0;
  expect(await requests(0, 60)).toBe(12);
  expect((await requests(0, 14)) + (await requests(14, 31)) + (await requests(31, 60))).toBe(12);
  expect(await requests(21, 29)).toBe(0);
});

test('nothing is read before it is known: a minute after ten seconds, two after a minute', async () => {
  const { place, metrics, from, now } = await comparedPlace();
  place.wait(65);
  expect(await metrics.knownUntil()).toBe(from);
  await expect(metrics.read(from, now())).rejects.toBeInstanceOf(MetricsIncompleteError);
  const slow = metricsOf(place, null);
  const lag = Date.parse(now()) - Date.parse(await slow.knownUntil());
  expect(lag).toBeGreaterThanOrEqual(120_000);
  expect(lag).toBeLessThan(180_000);
});

test('what CloudWatch calls partial is asked for again, and in the end not believed', async () => {
  const { place, metrics, from } = await comparedPlace();
  traffic(place, { VariantName: 'cand-two' }, { requests: 8 });
  place.wait(120);
  const until = await metrics.knownUntil();
  place.world.cloudwatch.nextAnswers('PartialData');
  expect(await metrics.read(from, until)).toMatchObject([{ requests: 8 }]);
  place.world.cloudwatch.nextAnswers(...Array(40).fill('PartialData'));
  await expect(metrics.read(from, until)).rejects.toBeInstanceOf(MetricsIncompleteError);
});

test.each(['while it is', 'after it was'])('a window is empty %s maintained by SageMaker', async (when) => {
  const { place, metrics, from } = await comparedPlace();
  traffic(place, { VariantName: 'stable-one' }, { requests: 80 });
  place.wait(60);
  place.world.sagemaker.systemUpdate(place.name, 60);
  place.wait(when === 'while it is' ? 30 : 90);
  expect(await metrics.read(from, await metrics.knownUntil())).toEqual([]);
  place.wait(120);
  const later = place.world.clock.now().toISOString();
  traffic(place, { VariantName: 'stable-one' }, { requests: 5 });
  place.wait(120);
  expect(await metrics.read(later, await metrics.knownUntil())).toMatchObject([{ requests: 5 }]);
});

test("the policy's own metrics come with the version that emitted them", async () => {
  const { place, metrics, from } = await comparedPlace();
  traffic(place, { VariantName: 'cand-two' }, { requests: 8 });
  place.world.cloudwatch.publish({
    namespace: 'Shop',
    name: 'Basket',
    dimensions: { Servable: 'two' },
    values: [3, 5],
  });
  place.wait(120);
  const custom = [{ name: 'basket', namespace: 'Shop', metric: 'Basket', stat: 'Average' as const }];
  expect(await metrics.read(from, await metrics.knownUntil(), custom)).toMatchObject([{ custom: { basket: 4 } }]);
});

test('where nothing serves there is nothing to tell', async () => {
  const place = endpointPlace();
  place.wait(300);
  const metrics = metricsOf(place);
  const until = await metrics.knownUntil();
  const from = new Date(Date.parse(until) - 60_000).toISOString();
  expect(await metrics.read(from, until)).toEqual([]);
});
