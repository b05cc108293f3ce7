import type { Assumptions } from './assumptions.ts';
import { type HistoryLine, usageOf } from './history.ts';
import { stateSteps } from './state-steps.ts';

/** At once, as the map is told (profile-map.ts). */
export const mostShardsAtOnce = 40;

/** Of less, starting takes longer than reading. */
const enoughGb = 0.1;

/**
 * What a run took, in place of what an estimate would assume; nothing is said of what it does not show.
 * @param bytes of each file or part that was profiled
 */
export function measured(histories: readonly HistoryLine[][], bytes: readonly number[]): Partial<Assumptions> {
  const visits = histories.flatMap((history) => usageOf(history).visits);
  const secondsOf = (wanted: (state: string) => boolean) =>
    visits.filter(({ state }) => wanted(state)).map(({ seconds }) => seconds);
  const minutes = (state: string) => sum(secondsOf((one) => one === state)) / 60;
  const steps = secondsOf((state) => Object.hasOwn(stateSteps, state));
  const stepSeconds = steps.length > 0 ? sum(steps) / steps.length : 0;
  const dataGb = sum(bytes) / 1e9;
  const reading = sum(secondsOf((state) => state === 'Profile')) * Math.min(bytes.length, mostShardsAtOnce);
  return known({
    checksMinutes: minutes('Checks'),
    imageMinutes: minutes('Image'),
    trainingMinutes: minutes('Train'),
    stepSeconds,
    dataGb,
    ...(dataGb >= enoughGb ? { profileSecondsPerGb: (reading - bytes.length * stepSeconds) / dataGb } : {}),
  });
}

function known(values: Partial<Assumptions>): Partial<Assumptions> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value > 0));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
