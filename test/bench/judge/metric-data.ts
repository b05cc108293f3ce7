import { uniformsFrom } from '../../../lib/core/uniforms.ts';
import { normal } from '../../support/normal.ts';
import { judgeOver, rulesOf } from './ours.ts';

/** A metric's values, a window each. */
export interface Series {
  candidate: number[];
  baseline: number[];
}

/** Around 1, with this spread, the candidate's higher by `shift`. */
export function seriesOf(count: number, shift: number, spread: number, seed: number): Series {
  const next = uniformsFrom(seed);
  const values = (mean: number) => Array.from({ length: count }, () => mean * (1 + spread * normal(next)));
  return { candidate: values(1 + shift), baseline: values(1) };
}

/** Whether the judge takes a candidate back by its own metrics, or by latency, all of these values. */
export function takenBack({ candidate, baseline }: Series, scale: number): boolean {
  const custom = { name: 'm', namespace: 'n', metric: 'm', stat: 'Average', better: 'lower' };
  const rules = rulesOf({
    maxLatencyP99Ms: 1e12 * scale,
    metrics: [custom],
    latency: { quantile: 0.99, maxRatio: 1 },
  });
  const arm = (value: number, isBaseline: boolean) => ({
    servableId: isBaseline ? 'baseline' : 'candidate',
    baseline: isBaseline,
    requests: 100,
    errors: 0,
    p50Ms: null,
    p99Ms: value * scale,
    custom: { m: value * scale },
  });
  let at = -1;
  const window = () => {
    at += 1;
    return { candidate: arm(candidate[at] ?? 0, false), champion: arm(baseline[at] ?? 0, true) };
  };
  const rollout = { rules, manner: 'compared' as const, percent: 10, windowSeconds: 10, paused: true };
  return judgeOver(candidate.length * 10, rollout, window).rolledBack !== null;
}
