import type { CheckCounts, RatioSide } from '../profile/profile.ts';
import type { Judged } from './check.ts';
import { describeLimits, judgeLimits, type Limits, shown } from './limits.ts';

/** Sums of fractions differ in their last digits by the order in which they are added. */
const digits = 12;

/** The ratio of two figures: of nothing to nothing it is 1, and of something to nothing 0, as AWS Glue has it. */
export function ratioOf(a: number, b: number): number {
  if (b === 0) return a === 0 ? 1 : 0;
  return Number((a / b).toPrecision(digits));
}

type Figure = (side: RatioSide) => number | null;

interface Words {
  /** What of each side is compared. @default the sum */
  figures?: readonly [Figure, Figure];
  /** Of what, in words, from the two. */
  what(a: string, b: string): string;
}

const sumOf: Figure = ({ sum }) => sum;

/** The verdict on the ratio of two figures. */
export function judgeRatio(limits: Limits, { ratio }: CheckCounts, { figures = [sumOf, sumOf], what }: Words): Judged {
  const [a, b] = ratio ? [figures[0](ratio.of), figures[1](ratio.to)] : [null, null];
  const allowed = describeLimits(limits);
  if (a === null || b === null) {
    const clause = `there is no ratio to judge: ${what(a === null ? 'nothing' : shown(a), b === null ? 'nothing' : shown(b))}`;
    return { verdict: 'inconclusive', observed: null, allowed, clause };
  }
  const judged = judgeLimits('ratio', limits, { observed: ratioOf(a, b) });
  return { ...judged, clause: `${what(shown(a), shown(b))}; ${judged.clause}` };
}
