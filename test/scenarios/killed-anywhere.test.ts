import { content, ending } from './ending.ts';
import type { ScenarioPlace } from './place.ts';
import { championPlace } from './scenario.ts';
import { drops } from './workloads.ts';

const event = { trigger: { kind: 'data' as const, detail: 'a drop' }, prefix: 'incoming/iris/a/' };

/** Everything that others can see: what a run writes for itself alone it writes again. */
const shared = /^(releases|channels|rollouts|leases|queues)\/|(outcome|rollout-evidence)\.json$|report\.html$/;

/** Counts the changes that others can see, and at the one named never answers, as if the process had been killed there. */
function killBefore(place: ScenarioPlace, change: number): { seen: () => number; killed: Promise<string> } {
  const { store, target } = place.origin;
  const killed = Promise.withResolvers<string>();
  let seen = 0;
  const next = (what: string): Promise<void> | void => {
    seen += 1;
    if (seen !== change) return;
    killed.resolve(what);
    return new Promise(() => {});
  };
  const put = store.put.bind(store);
  jest.spyOn(store, 'put').mockImplementation(async (key, ...rest) => {
    if (shared.test(key)) await next(key);
    return put(key, ...rest);
  });
  target.before = (call) => (call === 'observe' ? undefined : next(call));
  return { seen: () => seen, killed: killed.promise };
}

async function start(change: number) {
  const place = await championPlace();
  await place.origin.data.put(`${event.prefix}iris.csv`, drops.more);
  const run = await place.request(event, place.origin.source);
  const { seen, killed } = killBefore(place, change);
  return { place, run, seen, killed, running: place.drain() };
}

test('wherever a run is killed, recovery leaves one release with all traffic, and the same data is released in the end', async () => {
  const whole = await start(Number.POSITIVE_INFINITY);
  await whole.running;
  expect(whole.seen()).toBeGreaterThan(20);
  for (let change = 1; change <= whole.seen(); change += 1) {
    const { place, run, killed } = await start(change);
    const where = `killed before change ${change}: ${await killed}`;
    const executionArn = place.arn(run.runId);
    place.executions.killed.add(executionArn);
    // The watchdog is told which execution ended; the reaper comes at the same time and is told nothing.
    await Promise.all([place.recover({ executionArn }), place.recover()]);
    expect({ where, ...(await settledState(place)) }).toEqual({ where, ...(await oneRelease(place)) });
    const again = await place.request(event, place.origin.source);
    await place.drain();
    const end = await ending(place, again.runId);
    expect({ where, outcome: end.outcome, lease: end.lease }).toEqual({ where, outcome: 'released', lease: 'free' });
    expect(end.route).toEqual({ stable: end.channel.current, candidate: null, candidatePercent: 0 });
    expect(end.channel.current).not.toBe('1.0.0');
  }
  // Some twenty-five times two runs.
}, 180_000);

async function settledState(place: ScenarioPlace) {
  const { channel, lease, waiting, rollout, route } = await content(place);
  return { promoting: channel.promoting, lease, waiting, finished: !/open|promoting/.test(String(rollout)), route };
}

async function oneRelease(place: ScenarioPlace) {
  const { current } = (await content(place)).channel;
  const route = { stable: current, candidate: null, candidatePercent: 0 };
  return { promoting: null, lease: 'free', waiting: null, finished: true, route };
}
