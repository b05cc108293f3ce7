import type { CheckResult } from '../gate.ts';
import { metrics } from '../metrics/registry.ts';
import type { MetricName } from '../policy/schema.ts';
import { type ModelCheck, predictionsOf, show } from './model-check.ts';

/** Each metric of the policy lies within its bounds. A metric that cannot be computed is inconclusive. */
export const threshold: ModelCheck = {
  kind: 'threshold',
  judge: ({ policy, scored }) => {
    const predictions = predictionsOf(scored.holdout, 'candidate');
    const champion = predictionsOf(scored.holdout, 'champion');
    const { truth } = scored.holdout;
    return Object.entries(policy.evaluation.metrics).map(([name, bounds]) => {
      const compute = (p: typeof predictions) =>
        p && truth.length ? metrics[name as MetricName].compute(truth, p) : null;
      return { ...judgeValue(name, compute(predictions), bounds ?? {}), champion: compute(champion) };
    });
  },
};

function judgeValue(
  name: string,
  value: number | null,
  bounds: { min?: number | undefined; max?: number | undefined },
): CheckResult {
  const allowed = [bounds.min !== undefined ? `≥ ${bounds.min}` : '', bounds.max !== undefined ? `≤ ${bounds.max}` : '']
    .filter(Boolean)
    .join(' and ');
  const base = { check: 'threshold', subject: name, allowed };
  if (value === null || !Number.isFinite(value)) {
    return {
      ...base,
      verdict: 'inconclusive',
      sentence: `${name} could not be computed; ${allowed} is required`,
      observed: null,
    };
  }
  const holds = value >= (bounds.min ?? -Infinity) && value <= (bounds.max ?? Infinity);
  return {
    ...base,
    verdict: holds ? 'pass' : 'fail',
    sentence: `${name} is ${show(value)}; ${allowed} is required`,
    observed: value,
  };
}
