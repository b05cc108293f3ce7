import { InputError } from '../../errors.ts';

/**
 * A line p1 = ratio · p0 + difference between the error rates of candidate (p1) and champion (p0): what is still allowed.
 * `ratio` 0 is a bound on the candidate alone.
 */
export interface Margin {
  ratio: number;
  difference: number;
}

/** Which side of the line H0 is, told by what its rejection proves: that the candidate is worse, or that it is better than allowed. */
export type Side = 'worse' | 'better';

/** p1 on the line above p0. */
export function onLine({ ratio, difference }: Margin, p0: number): number {
  return ratio * p0 + difference;
}

/** Whether the rates are in H0. */
export function inNull(rates: { p1: number; p0: number }, side: Side, margin: Margin): boolean {
  const line = onLine(margin, rates.p0);
  return side === 'worse' ? rates.p1 <= line : rates.p1 >= line;
}

/** Throws `judge-input` unless the line has points of which both rates are inside (0, 1): else H0 or its opposite is empty. */
export function checkMargin({ ratio, difference }: Margin): void {
  if (ratio >= 0 && Number.isFinite(ratio) && difference < 1 && ratio + difference > 0) return;
  throw new InputError(
    'judge-input',
    `the margin p1 = ${ratio} p0 + ${difference} leaves nothing to judge; allowed are ratio ≥ 0, difference < 1 and ratio + difference > 0`,
  );
}
