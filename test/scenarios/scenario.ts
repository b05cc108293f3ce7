import { join } from 'node:path';
import { type Assembly, readAssembly } from '../../lib/local/assembly/assembly.ts';
import { synthesize } from '../../lib/local/assembly/synthesize.ts';
import { FakeTarget } from '../fakes/deployment-target.ts';
import { FixedClock } from '../support/clock.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { ending } from './ending.ts';
import { largestState } from './histories.ts';
import { type Origin, ScenarioPlace } from './place.ts';
import { drops, iris, irisFolder, root } from './workloads.ts';

let synthesized: Promise<Assembly> | undefined;

/** What `cdk deploy` would create, synthesized by the first run of any scenario and kept from then on. */
export function assembly(): Promise<Assembly> {
  synthesized ??= synthesize(irisFolder, join(root, 'node_modules/.cache/signalbox/assembly')).then(({ template }) =>
    readAssembly(template),
  );
  return synthesized;
}

const open: ScenarioPlace[] = [];

async function at(origin: Origin): Promise<ScenarioPlace> {
  const place = new ScenarioPlace(await assembly(), origin);
  open.push(place);
  return place;
}

/** A place where nothing was ever released. */
export async function emptyPlace(): Promise<ScenarioPlace> {
  const [store, data, target, clock] = [new MemoryStore(), new MemoryStore(), new FakeTarget(), new FixedClock()];
  return at({ store, data, target, clock, source: await iris() });
}

let first: Promise<ScenarioPlace> | undefined;

/** A place where 1.0.0 serves: a copy of one that was released once for the whole file. */
export async function championPlace(): Promise<ScenarioPlace> {
  first ??= release();
  const { store, data, target, clock, source } = (await first).origin;
  const live = target.live;
  const place = await at({
    store: store.copy(),
    data: data.copy(),
    target: new FakeTarget(live),
    clock: new FixedClock(clock.now().toISOString()),
    source,
  });
  place.scorer.byId.set(live.stable ?? '', 'good');
  place.metrics.byId.set(live.stable ?? '', { errorRate: 0, p99Ms: 20 });
  return place;
}

async function release(): Promise<ScenarioPlace> {
  const place = await emptyPlace();
  const run = await place.drop(drops.first);
  await place.drain();
  const end = await ending(place, run.runId);
  if (end.outcome !== 'released') throw new Error(`the first release: ${end.outcome}: ${end.sentence}`);
  return place;
}

/** DESIGN.md: state input and output hold ids, keys and summaries; a policy that outgrows that would fail at 256 KiB on AWS. */
const stateLimitBytes = 32 * 1024;

afterEach(async () => {
  const largest = await Promise.all(open.map(largestState));
  for (const place of open.splice(0)) place.close();
  for (const state of largest) {
    if (state.bytes > stateLimitBytes)
      throw new Error(`${state.where} holds ${state.bytes} bytes; ${stateLimitBytes} are allowed`);
  }
});
