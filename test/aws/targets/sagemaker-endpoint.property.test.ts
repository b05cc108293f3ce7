import fc from 'fast-check';
import { noRoute, type Route, routeOf } from '../../../lib/core/rollout/traffic.ts';
import type { Fault } from '../../fakes/aws/faults.ts';
import { all, endpointPlace, type SageMakerPlace, split } from '../../support/sagemaker-place.ts';

const steps: Route[] = [
  { ...split('one', 'two', 30), manner: 'mirrored' },
  { ...split('one', 'two', 10), manner: 'compared' },
  { ...split('one', 'two', 50), manner: 'compared' },
  split('one', 'two', 75),
  all('two'),
];

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.constant<Fault>({ kind: 'throttle' }),
  fc.constant<Fault>({ kind: 'lost-request' }),
  fc.constant<Fault>({ kind: 'lost-response' }),
  fc.constant<Fault>({ kind: 'duplicate' }),
  fc.constantFrom('no-capacity' as const, 'unhealthy' as const).map((trouble): Fault => ({ kind: 'trouble', trouble })),
  fc.integer({ min: 1, max: 400 }).map((seconds): Fault => ({ kind: 'delay', seconds, caller: 'time-out' })),
);
const story = fc.record({
  /** Steps that the rollout takes, in order. */
  taken: fc.subarray(steps, { minLength: 1 }),
  faults: fc.array(fc.record({ skip: fc.integer({ min: 0, max: 25 }), fault }), { maxLength: 4 }),
  /** Asks after which the orchestrator is gone. */
  asks: fc.integer({ min: 1, max: 40 }),
  forward: fc.boolean(),
  /** Somebody removes what is old all the while. */
  sweeps: fc.boolean(),
  staleReads: fc.integer({ min: 0, max: 2 }),
});

/** Asks as the machine does, until it has no more asks left, and hears of nothing that is thrown. */
async function rollOut(place: SageMakerPlace, taken: Route[], asks: number, sweeps: boolean): Promise<void> {
  let before = all('one');
  let left = asks;
  for (const step of taken) {
    for (;;) {
      if (left <= 0) return;
      left -= 1;
      const now = place.world.clock.now().toISOString();
      if (sweeps) await place.target.settle(['one'], now).catch(() => {});
      const progress = await place.target.shift(step, before).catch(() => 'failed' as const);
      if (progress === 'failed') return;
      if (progress === 'done') break;
      place.wait();
    }
    before = step;
  }
}

/** What recovery does: from what is live to one version, whatever was thrown before. */
async function converge(place: SageMakerPlace, to: Route): Promise<void> {
  await place.until(async () => place.target.shift(to, routeOf(await place.target.observe())));
}

test('whatever is lost, late, refused or given up on the way, one version gets all the traffic in the end, and nothing in use is deleted', async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ taken, faults, asks, forward, sweeps, staleReads }) => {
      const place = await endpointPlace().live('one', 'two');
      place.world.sagemaker.state.settings.staleReads = staleReads;
      for (const { skip, fault } of faults) {
        // A deletion that comes late takes what came into use since then: nothing but a later start helps against that.
        const late = fault.kind === 'delay';
        const meets = late ? /^(Add|Create|Register|Update)/ : /^(?!DescribeEndpoint$)/;
        place.world.faults.add(({ operation }) => meets.test(operation), fault, { skip });
      }
      await rollOut(place, taken, asks, sweeps);
      place.world.faults.clear();
      // Late calls land, and looks are true again.
      place.wait(600);
      place.world.sagemaker.state.settings.staleReads = 0;
      await place.target.observe();
      await place.target.observe();
      const to = forward && (await place.target.observe()).candidate === 'two' ? all('two') : all('one');
      await converge(place, to);
      const { stable } = await place.target.observe();
      await place.settle(String(to.stable));
      expect(stable).toBe(to.stable);
      expect(place.shares).toEqual({ [`stable-${to.stable}`]: 100 });
      expect(place.counts).toEqual({ [`stable-${to.stable}`]: 3 });
      expect(place.world.sagemaker.state.deletedInUse).toEqual([]);
      expect(routeOf(await place.target.observe())).toEqual({ ...noRoute, stable: to.stable });
    }),
    { numRuns: 50 },
  );
});
