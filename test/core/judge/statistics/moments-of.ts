import type { Moments } from '../../../../lib/core/judge/statistics/moments.ts';

export function momentsOf(values: number[]): Moments {
  return {
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
  };
}
