import { evidenceSchema } from '../../lib/core/run-schemas.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { readRollout } from '../../lib/steps/records/rollout-record.ts';
import type { RolloutRecord } from '../../lib/steps/records/rollout-schema.ts';
import { rolloutJudge } from '../../lib/steps/rollout-judge.ts';
import { rolloutRollBack } from '../../lib/steps/rollout-roll-back.ts';
import { rolloutShift } from '../../lib/steps/rollout-shift.ts';
import { converge } from '../../lib/steps/support/converge.ts';
import { candidateCut, openGoingOn, type Rollout, rolloutOpen, shiftedTo } from './rollout.ts';

async function look({ ports, input }: Rollout, step = 0, seconds = 1) {
  ports.clock.advance(seconds);
  return rolloutJudge({ ...input, step, looks: 0 }, ports);
}

async function evidence({ ports, input }: Rollout) {
  const stored = await ports.store.get(layout.evidence(input.runId));
  return evidenceSchema.parse(JSON.parse(new TextDecoder().decode(stored?.bytes)));
}

test('windows follow one another without a gap, and each is kept with its decision', async () => {
  const rollout = await shiftedTo(0);
  for (const decision of ['continue', 'continue', 'advance']) {
    expect((await look(rollout)).decision).toBe(decision);
  }
  const { windows, limits } = await evidence(rollout);
  expect(windows.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 1000)).toEqual([1, 1, 1]);
  expect(windows[1]?.from).toBe(windows[0]?.to);
  expect(windows[0]).toMatchObject({ candidatePercent: 10, candidate: { requests: 100 }, champion: { requests: 900 } });
  expect(limits).toEqual({ maxErrorRate: 0.01, maxLatencyP99Ms: 500 });
});

test('the decision to advance names the next step, and the last step promotes with a verdict', async () => {
  const first = await shiftedTo(0);
  expect(await look(first, 0, 3)).toMatchObject({ decision: 'advance', step: 1 });
  const last = await shiftedTo(1);
  expect(await look(last, 1, 3)).toMatchObject({ decision: 'promote', step: 1 });
  expect(await evidence(last)).toMatchObject({ verdict: 'pass' });
});

test('a repeated call finds the decision that was taken, and counts no window twice', async () => {
  const rollout = await shiftedTo(0);
  rollout.ports.metrics.otherwise = { errorRate: 0.5, p99Ms: 20 };
  const first = await look(rollout);
  expect(first.decision).toBe('roll_back');
  rollout.ports.metrics.otherwise = { errorRate: 0, p99Ms: 20 };
  expect(await look(rollout)).toEqual(first);
  expect((await evidence(rollout)).windows).toHaveLength(1);
});

test('called twice at once, both answer what is on record', async () => {
  const rollout = await shiftedTo(0);
  rollout.ports.clock.advance(3);
  const input = { ...rollout.input, step: 0, looks: 0 };
  const answers = await Promise.all([1, 2].map(() => rolloutJudge(input, rollout.ports)));
  expect(answers[0]).toEqual(answers[1]);
  expect((await evidence(rollout)).windows).toHaveLength(3);
});

test('when no time has passed there is nothing to judge', async () => {
  const rollout = await shiftedTo(0);
  expect(await look(rollout, 0, 0)).toMatchObject({ decision: 'continue', step: 0, sentence: 'no new window yet' });
});

test('a step that traffic never went to is shifted to, not judged', async () => {
  const rollout = await rolloutOpen();
  expect(await look(rollout)).toMatchObject({ decision: 'advance', step: 0 });
});

test("at the judge's word a target that moves traffic by itself goes back, and nobody is paged for it", async () => {
  const { ports, input } = await candidateCut();
  await openGoingOn(ports, input);
  await rolloutShift({ ...input, step: 0 }, ports);
  const { from } = (await readRollout(ports.store, 'iris')) as RolloutRecord;
  const told: boolean[] = [];
  ports.beacon = {
    tell: async (worse) => {
      told.push(worse);
      if (worse) ports.target.meddle(from);
    },
  };
  ports.metrics.otherwise = { errorRate: 0.5, p99Ms: 20 };
  expect((await look({ ports, input })).decision).toBe('roll_back');
  // Whoever goes on from here comes minutes later, and finds it back already.
  ports.clock.advance(300);
  expect(await rolloutRollBack(input, ports)).toMatchObject({ outcome: 'rolled_back' });
  expect(ports.announced).toEqual([]);
  expect(told).toEqual([true]);
  expect(await readRollout(ports.store, 'iris')).toMatchObject({ state: 'rolled_back', ended: null, intents: [] });
});

test('of a rollout that somebody ended meanwhile the target is told nothing: it may be at the next', async () => {
  const { ports, input } = await candidateCut();
  await openGoingOn(ports, input);
  await rolloutShift({ ...input, step: 0 }, ports);
  const told: boolean[] = [];
  ports.beacon = { tell: async (worse) => void told.push(worse) };
  ports.metrics.otherwise = { errorRate: 0.5, p99Ms: 20 };
  const read = ports.metrics.read.bind(ports.metrics);
  ports.metrics.read = async (...asked) => {
    const arms = await read(...asked);
    await converge('iris', (await readRollout(ports.store, 'iris')) as RolloutRecord, ports);
    return arms;
  };
  expect((await look({ ports, input })).decision).toBe('roll_back');
  expect(told).toEqual([]);
});
