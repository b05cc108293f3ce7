import type { CustomMetric } from '../ports.ts';
import { type Series, sumOf, weightedMean } from './metric-periods.ts';
import type { Question } from './metric-series.ts';

/** The policy's own metrics of one version: each value with how many it is made of. */
export function customQuestions(metrics: readonly CustomMetric[], servable: string, arm: number): Question[] {
  return metrics.flatMap(({ namespace, metric, stat }, i) => {
    const place = { namespace, metric, dimensions: { Servable: servable } };
    return [
      { id: idOf('value', arm, i), stat, ...place },
      { id: idOf('count', arm, i), stat: 'SampleCount', ...place },
    ];
  });
}

/** By name; what the version did not emit in the window is absent. */
export function customValues(
  metrics: readonly CustomMetric[],
  answers: Map<string, Series>,
  arm: number,
): { custom?: Record<string, number> } {
  const values = metrics.flatMap(({ name, stat }, i) => {
    const value = combined(stat, seriesOf(answers, 'value', arm, i), seriesOf(answers, 'count', arm, i));
    return value === null ? [] : [[name, value] as const];
  });
  return values.length === 0 ? {} : { custom: Object.fromEntries(values) };
}

/** Percentiles of periods do not add up: their mean stands for the window's, exact where it is one period. */
function combined(stat: CustomMetric['stat'], values: Series, counts: Series): number | null {
  if (values.size === 0) return null;
  if (stat === 'Sum') return sumOf(values.values());
  if (stat === 'Minimum') return Math.min(...values.values());
  if (stat === 'Maximum') return Math.max(...values.values());
  return weightedMean(values, counts);
}

function idOf(what: 'value' | 'count', arm: number, i: number): string {
  return `custom_${what}_${arm}_${i}`;
}

function seriesOf(answers: Map<string, Series>, what: 'value' | 'count', arm: number, i: number): Series {
  return answers.get(idOf(what, arm, i)) ?? new Map();
}
