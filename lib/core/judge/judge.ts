import { InternalError } from '../errors.ts';
import { decide, goesOn } from './decide.ts';
import type { Look, Ruling } from './look.ts';
import { knownAfter, knownBefore, storedState } from './state.ts';
import { weigh } from './weigh.ts';

/**
 * Judges one whole window of a rollout, from the window and the state that the look before left, and from nothing else.
 *
 * Every measure is an e-process: under "no worse than allowed" it ever reaches 1/level with a probability of at most the level,
 * however often one looks (Ville's inequality). So the judge looks after every window, and alpha holds for the whole
 * rollout and all measures together. What it does not cover is told where it is decided: bounds that were broken, and the
 * end of time.
 *
 * @throws InputError `judge-input` or InternalError `judge-state`, `judge-window` for what cannot be judged; nothing passes then.
 */
export function judge(look: Look): Ruling {
  const at = look.plan.steps[look.step];
  if (!at)
    throw new InternalError('judge-state', `step ${look.step} is to be judged, and the plan has none of that number`);
  const known = knownAfter(knownBefore(look), look, at);
  const evidence = weigh(known.measures, at, look.rules);
  const { warmUpWindows } = look.rules;
  const decided =
    known.windows <= warmUpWindows
      ? goesOn(`window ${known.windows} of ${warmUpWindows} in which both versions warm up; it does not count`)
      : decide(look, at, known.tally, evidence);
  return { ...decided, statistics: evidence.statistics, state: storedState(known) };
}
