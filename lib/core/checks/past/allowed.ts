import { rangeWords } from '../../history/range-words.ts';
import { strategyOf } from '../../history/strategies/registry.ts';
import type { Range } from '../../history/strategies/strategy.ts';
import type { Interval } from '../interval.ts';
import { shown } from '../limits.ts';
import { describe, type Expression, evaluate, needs, reach } from './expression.ts';
import type { Past } from './past.ts';

/** What earlier figures allow. */
interface Allowed {
  /** Fewest of them that it needs. */
  needs: number;
  /** Most of them that it looks at. */
  reach: number;
  /** `series` is oldest first, and as long as needed; `value` is the one that is judged. */
  limits(series: number[], value: number): Interval;
  /** Where the limits come from: `avg(last(3)) * 0.5 is 52.5`. */
  says(series: number[], value: number): string;
}

export function allowedBy(past: Past): Allowed {
  return 'limits' in past ? byLimits(past.limits) : byStrategy(past.unusual);
}

/** How many earlier figures the checks of a contract look at, at the most; 0 where none does. */
export function reachOf(checks: ReadonlyArray<{ past?: Past }>): number {
  return Math.max(0, ...checks.flatMap(({ past }) => (past ? [allowedBy(past).reach] : [])));
}

function byLimits(limits: Extract<Past, { limits: unknown }>['limits']): Allowed {
  const ends = Object.entries(limits).flatMap(([end, of]): Array<[string, Expression]> => (of ? [[end, of]] : []));
  const expressions = ends.map(([, of]) => of);
  return {
    needs: Math.max(...expressions.map(needs)),
    reach: Math.max(...expressions.map(reach)),
    limits: (series) => Object.fromEntries(ends.map(([end, of]) => [end, evaluate(of, series)])),
    says: (series) => {
      const told = expressions.filter((of) => !('number' in of));
      return [...new Set(told.map((of) => `${describe(of)} is ${shown(evaluate(of, series))}`))].join(', ');
    },
  };
}

function byStrategy({ strategy, least, last }: Extract<Past, { unusual: unknown }>['unusual']): Allowed {
  const { kind, needs: fewest, expects } = strategyOf(strategy);
  const range = (series: number[], value: number) => widened(expects(series.slice(-last), value, strategy));
  return {
    needs: Math.max(least, fewest(strategy)),
    reach: last,
    limits: (series, value) => {
      const { lower, upper } = range(series, value);
      return {
        ...(lower === Number.NEGATIVE_INFINITY ? {} : { minimum: lower }),
        ...(upper === Number.POSITIVE_INFINITY ? {} : { maximum: upper }),
      };
    },
    says: (series, value) => `${kind} expects ${rangeWords(range(series, value))}`,
  };
}

/** Where the past never varied, the mean of 0.1, 0.1 and 0.1 is not 0.1 to the last digit. */
function widened({ lower, upper }: Range): Range {
  const rounding = 1e-9;
  return { lower: lower - Math.abs(lower) * rounding, upper: upper + Math.abs(upper) * rounding };
}
