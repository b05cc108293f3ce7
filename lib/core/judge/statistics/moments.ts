import { InputError } from '../../errors.ts';

/** What a window says about an outcome: how many values, their sum and the sum of their squares, in the outcome's unit. */
export interface Moments {
  count: number;
  sum: number;
  sumOfSquares: number;
}

/** The least and the greatest value that an outcome can take, in its unit: what makes a bounded mean's guarantee possible. */
export interface Range {
  lower: number;
  upper: number;
}

/** What rounding may do to sums, relative to the count and to how far the range is from 0. */
const rounding = 1e-9;

/**
 * The moments of (value − lower) / (upper − lower), which lie in [0, 1]. Throws `judge-input` when no values within the range have
 * such moments: a value outside would void the guarantee.
 */
export function unitMoments({ count, sum, sumOfSquares }: Moments, { lower, upper }: Range): Moments {
  const width = upper - lower;
  if (!(width > 0 && Number.isFinite(width))) {
    throw new InputError('judge-input', `an outcome's range must have lower < upper, got ${lower} to ${upper}`);
  }
  const slack = rounding * count * (1 + (Math.max(Math.abs(lower), Math.abs(upper)) / width) ** 2);
  const mean = (sum - count * lower) / width;
  const square = (sumOfSquares - lower * (2 * sum - count * lower)) / width ** 2;
  const possible = mean >= -slack && square <= mean + slack && mean * mean <= count * (square + slack) + slack;
  if (!Number.isSafeInteger(count) || count < 0 || !possible) {
    const got = `${count} values with sum ${sum} and sum of squares ${sumOfSquares}`;
    throw new InputError('judge-input', `${got} cannot all lie in ${lower} to ${upper}`);
  }
  const unit = Math.min(count, Math.max(0, mean));
  return { count, sum: unit, sumOfSquares: count === 0 ? 0 : Math.max(square, unit ** 2 / count) };
}

/** Σ (value − centre)². Never below 0, whatever rounding does. */
export function squaresAround({ count, sum, sumOfSquares }: Moments, centre: number): number {
  return Math.max(0, sumOfSquares - centre * (2 * sum - count * centre));
}
