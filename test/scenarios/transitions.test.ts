import { type RunShape, transitionsOf } from '../../lib/core/cost/transitions.ts';
import { evidenceSchema } from '../../lib/core/run-schemas.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { historiesOf } from '../../lib/local/executions/histories.ts';
import { readJson } from '../../lib/steps/records/json-object.ts';
import { costOfRun } from '../../lib/steps/run-cost.ts';
import { ending } from './ending.ts';
import type { ScenarioPlace } from './place.ts';
import { championPlace, emptyPlace } from './scenario.ts';
import { drops, pushed } from './workloads.ts';

const plain: RunShape = { built: true, scanned: false, collects: false, shards: 1, steps: 1, looks: 0 };

/** What the histories tell, and what is computed of the same run, whose judge looked as often as its evidence says. */
async function both(place: ScenarioPlace, runId: string, shape: Partial<RunShape>) {
  await place.drain();
  expect((await ending(place, runId)).outcome).toBe('released');
  const evidence = await readJson(place.origin.store, layout.evidence(runId), evidenceSchema);
  const looks = evidence?.value.windows.length ?? 0;
  expect(looks).toBeGreaterThan(0);
  const { store } = place.origin;
  const histories = (arn: string) => historiesOf(place.executions, arn);
  const { lines } = await costOfRun(runId, 'us-east-1', { store, histories });
  const counted = lines.find(({ service }) => service === 'Step Functions')?.quantity;
  return { counted, computed: transitionsOf({ ...plain, looks, ...shape }) };
}

test('a first release has as many state transitions as its histories tell', async () => {
  const place = await emptyPlace();
  const { runId } = await place.drop(drops.first);
  const { counted, computed } = await both(place, runId, {});
  expect(computed).toBe(counted);
});

test('a canary of new code has as many for each step and look', async () => {
  const place = await championPlace();
  const { runId } = await place.drop(drops.more, await pushed());
  const { counted, computed } = await both(place, runId, { steps: 2 });
  expect(computed).toBe(counted);
});

test('new data with old code is neither checked nor built', async () => {
  const place = await championPlace();
  const { runId } = await place.drop(drops.more);
  const { counted, computed } = await both(place, runId, { built: false, steps: 2 });
  expect(computed).toBe(counted);
});
