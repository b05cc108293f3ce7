import fc from 'fast-check';
import type { OperateRequest, Operation } from '../../../lib/core/operation.ts';
import { noRoute } from '../../../lib/core/rollout/traffic.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import type { Ports } from '../../../lib/ports.ts';
import { operate } from '../../../lib/steps/operate.ts';
import { beginPromotion, finishPromotion, readChannel } from '../../../lib/steps/records/channel.ts';
import { readRollout } from '../../../lib/steps/records/rollout-record.ts';
import { isOpen } from '../../../lib/steps/records/rollout-schema.ts';
import { recover } from '../../../lib/steps/recover.ts';
import { rolloutJudge } from '../../../lib/steps/rollout-judge.ts';
import { rolloutPromote } from '../../../lib/steps/rollout-promote.ts';
import { rolloutRollBack } from '../../../lib/steps/rollout-roll-back.ts';
import { rolloutShift } from '../../../lib/steps/rollout-shift.ts';
import { production } from '../../../lib/steps/support/champion.ts';
import type { Crash } from '../../support/mortal-ports.ts';
import { wild } from '../../support/wild-ports.ts';
import { type Rollout, shiftedTo } from '../rollout.ts';
import { cut } from '../world.ts';

type Actor = (rollout: Rollout['input'], ports: Ports) => Promise<unknown>;

let operators = 0;
const operator =
  (operation: Operation, more: Partial<OperateRequest> = {}): Actor =>
  (_, ports) => {
    operators += 1;
    const runId = `operator-${operators}`;
    const executionArn = `arn:operator:${runId}`;
    return operate({ operation, by: runId, pipeline: 'iris', runId, executionArn, ...more }, ports);
  };

/** Everybody who may be at a rollout in the same moment. */
const actors: Record<string, Actor> = {
  shift: (input, ports) => rolloutShift({ ...input, step: 1 }, ports),
  judge: (input, ports) => rolloutJudge({ ...input, step: 0, looks: 0 }, ports),
  promote: rolloutPromote,
  rollBack: rolloutRollBack,
  reaper: (_, ports) => recover({}, ports),
  watchdog: ({ executionArn }, ports) => recover({ executionArn }, ports),
  'operator promotes': operator('promote'),
  'operator aborts': operator('abort'),
  'operator pauses': operator('pause'),
  'operator resumes': operator('resume'),
  'operator rolls back': operator('rollback'),
  'operator rolls back to 0.9.0': operator('rollback', { to: '0.9.0' }),
};

/** A canary of 1.0.1 over 1.0.0, which came after 0.9.0. */
async function canary(): Promise<Rollout> {
  const rollout = await shiftedTo(0);
  const { ports, input } = rollout;
  ports.clock.advance(3);
  await cut(ports, { version: '0.9.0', runId: 'run-of-0.9.0' });
  for (const [from, version] of [
    ['1.0.0', '0.9.0'],
    ['0.9.0', '1.0.0'],
  ] as const) {
    const move = { version, from, runId: `earlier-${version}`, token: input.token };
    await beginPromotion(ports, production, move);
    await finishPromotion(ports, production, { ...move, reason: 'promoted' });
  }
  return rollout;
}

/** Once all calls have come to an end: the run is over, and what is left is found by whoever looks every five minutes. */
async function faultsStop({ ports, input }: Rollout): Promise<void> {
  ports.target.between = undefined;
  ports.executions.statuses.set(input.executionArn, 'ABORTED');
  for (let look = 0; look < 4; look += 1) {
    ports.clock.advance(16 * 60);
    await recover({}, ports);
  }
}

async function expectOneRelease({ ports }: Rollout): Promise<void> {
  const { current, promoting, history } = await readChannel(ports.store, production);
  const record = await readRollout(ports.store, 'iris');
  const lease = JSON.parse(new TextDecoder().decode((await ports.store.get(layout.lease('iris')))?.bytes));
  expect({
    promoting,
    live: ports.target.live,
    open: record && isOpen(record),
    holder: lease.holder,
    named: history.at(-1)?.version,
    paged: ports.announced.filter((told) => /somebody else/.test(told)),
  }).toEqual({
    promoting: null,
    live: { ...noRoute, stable: `v-${current}` },
    open: false,
    holder: null,
    named: current,
    paged: [],
  });
}

const crash: fc.Arbitrary<Crash | null> = fc.option(
  fc.record({ call: fc.integer({ min: 1, max: 25 }), effect: fc.boolean() }),
  { freq: 2 },
);
const people = fc.array(fc.record({ who: fc.constantFrom(...Object.keys(actors)), crash }), {
  minLength: 2,
  maxLength: 4,
});

test.each([
  ['a target with compare-and-set', false],
  ['a target where a write may come after the look that it was decided on', true],
])(
  'however they overlap and wherever they die, on %s, one release serves, the channel names it, and nobody is paged',
  async (_, late) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), people, async (scheduler, all) => {
        const rollout = await canary();
        const { ports, input } = rollout;
        if (late) ports.target.between = () => scheduler.schedule(Promise.resolve(), 'between look and write');
        const doing = all.map(({ who, crash: dies }) => actors[who]?.(input, wild(ports, scheduler, dies)));
        await scheduler.waitFor(Promise.allSettled(doing));
        await faultsStop(rollout);
        await expectOneRelease(rollout);
      }),
      { numRuns: 150 },
    );
  },
);

test.each([
  ['to a version of their own', { ...noRoute, stable: 'by-hand' }],
  ['back, past us', { ...noRoute, stable: 'v-1.0.0' }],
  ['to another share of ours', { stable: 'v-1.0.0', candidate: 'v-1.0.1', candidatePercent: 37 }],
])('what somebody else moves %s stands, and people are paged, whoever of us is at it', async (_, byHand) => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), people, async (scheduler, all) => {
      const rollout = await canary();
      const { ports, input } = rollout;
      const somebody = scheduler.schedule(Promise.resolve(), 'somebody else').then(() => ports.target.meddle(byHand));
      const doing = all.map(({ who, crash: dies }) => actors[who]?.(input, wild(ports, scheduler, dies)));
      await scheduler.waitFor(Promise.allSettled([...doing, somebody]));
      await faultsStop(rollout);
      const { current, promoting } = await readChannel(ports.store, production);
      // Back on what the channel names, it is no obstacle: an operator may go on from there.
      const goneOn = byHand.stable === 'v-1.0.0' && byHand.candidate === null && current === '0.9.0';
      expect(ports.target.live).toEqual(goneOn ? { ...noRoute, stable: 'v-0.9.0' } : byHand);
      expect(ports.announced).toContainEqual(expect.stringMatching(/somebody else moved traffic/));
      const record = await readRollout(ports.store, 'iris');
      expect({ promoting, open: record && isOpen(record) }).toEqual({ promoting: null, open: false });
    }),
    { numRuns: 150 },
  );
});

test('of two operators who promote and abort at once, one is told that it is too late, or both tell the same end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const rollout = await canary();
      const { ports, input } = rollout;
      const doing = [operator('promote'), operator('abort')].map((act) => act(input, wild(ports, scheduler)));
      const [promoted, aborted] = await scheduler.waitFor(Promise.allSettled(doing));
      const { current } = await readChannel(ports.store, production);
      expect([promoted?.status, aborted?.status]).toEqual(
        current === '1.0.1' ? ['fulfilled', 'rejected'] : ['rejected', 'fulfilled'],
      );
      expect(ports.target.live).toEqual({ ...noRoute, stable: `v-${current}` });
    }),
    { numRuns: 100 },
  );
});
