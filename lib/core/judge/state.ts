import * as z from 'zod';
import { InternalError } from '../errors.ts';
import type { RolloutStep } from '../rollout/step.ts';
import type { ArmWindow } from '../rollout/traffic.ts';
import type { Course } from './course.ts';
import type { Look } from './look.ts';
import type { Running } from './measures/measure.ts';
import { measures } from './measures/registry.ts';
import { countsState } from './measures/states.ts';
import type { Counts } from './statistics/counts.ts';
import { checkCounts, noCounts, sumCounts } from './statistics/counts.ts';

/** What both versions answered in the step of the last window, warm-up left out. */
export interface Tally {
  step: number;
  /** Windows of the step, warm-up included. */
  windows: number;
  candidate: Counts;
  champion: Counts;
}

/** What the judge knows after a window; all that it decides on. */
export interface Knowledge {
  /** Windows of the rollout, warm-up included. */
  windows: number;
  tally: Tally;
  measures: Running[];
}

const stateSchema = z.strictObject({
  version: z.literal(1),
  windows: z.number(),
  tally: z.strictObject({ step: z.number(), windows: z.number(), candidate: countsState, champion: countsState }),
  measures: z.record(z.string(), z.unknown()),
});

/**
 * What was known before this window, from the state that the last look left.
 * @throws InternalError `judge-state` when that is lost or is none of ours: evidence that cannot be read must not become none.
 */
export function knownBefore({ state, earlier, ...course }: Look): Knowledge {
  if (state === undefined && earlier.length === 0) {
    const tally = { step: 0, windows: 0, candidate: noCounts, champion: noCounts };
    return { windows: 0, tally, measures: runningFrom({}, course) };
  }
  try {
    const { windows, tally, measures: stored } = stateSchema.parse(state);
    return { windows, tally, measures: runningFrom(stored, course) };
  } catch (cause) {
    const text = 'the judge cannot read what it left behind after the last window, so this one cannot be judged';
    throw new InternalError('judge-state', text, { cause });
  }
}

/** The same after this window: it counts once, in the totals and in each measure, or in neither while versions warm up. */
export function knownAfter(before: Knowledge, look: Look, at: RolloutStep): Knowledge {
  const { step, candidate } = look;
  if (step < before.tally.step) {
    throw new InternalError('judge-state', `a window of step ${step} came after one of step ${before.tally.step}`);
  }
  for (const arm of [candidate, look.champion]) if (arm) checkArm(arm);
  const champion = comparable(look, at);
  const here =
    before.tally.step === step ? before.tally : { step, windows: 0, candidate: noCounts, champion: noCounts };
  const windows = before.windows + 1;
  const tally = { ...here, windows: here.windows + 1 };
  if (before.windows < look.rules.warmUpWindows) return { ...before, windows, tally };
  const { secondsInStep } = look;
  const seen = { at, step, windowInStep: here.windows, secondsInStep, candidate, champion };
  return {
    windows,
    tally: { ...tally, candidate: add(here.candidate, candidate), champion: add(here.champion, champion) },
    measures: before.measures.map((measure) => measure.next(seen)),
  };
}

export function storedState({ windows, tally, measures: running }: Knowledge): unknown {
  return { version: 1, windows, tally, measures: Object.fromEntries(running.map(({ kind, state }) => [kind, state])) };
}

function runningFrom(stored: Record<string, unknown>, course: Course): Running[] {
  return measures.flatMap((measure) => measure.run(stored[measure.kind], course) ?? []);
}

/** Where a fresh baseline was promised, nothing else will do: other sizes and ages are what it is there to rule out. */
function comparable({ champion }: Look, { manner }: RolloutStep): ArmWindow | null {
  return manner === 'compared' && !champion?.baseline ? null : champion;
}

function add(counts: Counts, arm: ArmWindow | null): Counts {
  return arm ? sumCounts(counts, { requests: arm.requests, errors: arm.errors }) : counts;
}

/** Numbers that compare with nothing would pass every bound. */
function checkArm({ servableId, requests, errors, p50Ms, p99Ms }: ArmWindow): void {
  checkCounts({ requests, errors }, servableId);
  for (const ms of [p50Ms, p99Ms]) {
    if (ms === null || (Number.isFinite(ms) && ms >= 0)) continue;
    throw new InternalError('judge-window', `${servableId} has a latency of ${ms} ms, which is no latency`);
  }
}
