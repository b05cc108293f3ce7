import { canaryConfigSchema } from '../../../lib/core/judge/kayenta/config-schema.ts';
import { kayentaJudge } from '../../../lib/core/judge/kayenta/judge.ts';
import { midranks } from '../../../lib/core/judge/kayenta/midranks.ts';
import { kayentaRuns } from '../../../lib/core/judge/kayenta/runs.ts';
import type { Window } from './traffic.ts';

/** How others judge, plainly: seconds until the candidate is called worse, null where it never is. */
export type Peer = (windows: Window[], windowSeconds: number) => number | null;

/** An alarm as documentation sets it up: the error rate of a minute above 1 %, two minutes in a row. It knows no champion. */
export const fixedAlarm: Peer = (windows, windowSeconds) => {
  const perPeriod = 60 / windowSeconds;
  let row = 0;
  for (let end = perPeriod; end <= windows.length; end += perPeriod) {
    row = rateOf(windows.slice(end - perPeriod, end), 'candidate') > 0.01 ? row + 1 : 0;
    if (row === 2) return end * windowSeconds;
  }
  return null;
};

/** The Mann–Whitney test of the windows' error rates, one-sided at 1 %, repeated after every window from the fifth on. */
export const mannWhitney: Peer = (windows, windowSeconds) => {
  const sides = { candidate: [] as number[], champion: [] as number[] };
  for (const [i, window] of windows.entries()) {
    for (const side of ['candidate', 'champion'] as const) sides[side].push(rateOf([window], side));
    if (i >= 4 && zOf(sides.candidate, sides.champion) > 2.326) return (i + 1) * windowSeconds;
  }
  return null;
};

/**
 * Kayenta's practice: a point a minute, three runs over all points so far. Its advice is a run an hour for three; here they
 * share the time there is.
 */
export const kayentaPractice: Peer = (windows, windowSeconds) => {
  const perMinute = 60 / windowSeconds;
  const minutes = Math.floor(windows.length / perMinute);
  const points = (side: 'candidate' | 'champion', upTo: number) =>
    Array.from({ length: upTo }, (_, i) => rateOf(windows.slice(i * perMinute, (i + 1) * perMinute), side));
  const runs = [];
  for (const part of [1, 2, 3]) {
    const upTo = Math.floor((minutes * part) / 3);
    runs.push(kayentaRun(points('champion', upTo), points('candidate', upTo), 'increase', 'compatible'));
    const last = part === 3 ? thresholds.pass : 0;
    const { verdict } = kayentaRuns(runs, { pass: last, marginal: thresholds.marginal });
    if (verdict === 'fail') return upTo * 60;
  }
  return null;
};

const thresholds = { pass: 75, marginal: 50 };

/** One metric, judged once. */
export function kayentaRun(
  control: number[],
  experiment: number[],
  direction: 'increase' | 'either',
  mode: 'compatible' | 'fixed',
) {
  const metric = { name: 'm', groups: ['g'], analysisConfigurations: { canary: { direction } } };
  const config = canaryConfigSchema.parse({ metrics: [metric], classifier: {} });
  const pair = { metric: 'm', group: 'g', control, experiment };
  return kayentaJudge({ ...config, thresholds }, [pair], { mode, seed: 1 });
}

function rateOf(windows: Window[], side: 'candidate' | 'champion'): number {
  const requests = windows.reduce((sum, window) => sum + window[side].requests, 0);
  return requests === 0 ? 0 : windows.reduce((sum, window) => sum + window[side].errors, 0) / requests;
}

/** Normal approximation with the correction for ties; 0 where all values are the same. */
function zOf(x: number[], y: number[]): number {
  const { ranks, ties } = midranks([...x, ...y]);
  const [n, m, total] = [x.length, y.length, x.length + y.length];
  const rankSum = ranks.slice(0, n).reduce((sum, rank) => sum + rank, 0);
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  return variance === 0 ? 0 : (rankSum - (n * (n + 1)) / 2 - (n * m) / 2) / Math.sqrt(variance);
}
