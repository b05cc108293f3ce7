import { InputError } from '../../errors.ts';

/** Numbers of values by bin; a bin's number is floor(ln value / ln growth), so a bin's upper edge is `growth` times its lower one. */
export type LogHistogram = Readonly<Record<number, number>>;

/** The numbers of the bins that either has, ascending. */
export function binsOf(...histograms: LogHistogram[]): number[] {
  return [...new Set(histograms.flatMap((one) => Object.keys(one).map(Number)))].sort((a, b) => a - b);
}

export function countOf(histogram: LogHistogram): number {
  const counts = Object.values(histogram);
  const wrong = counts.find((count) => !Number.isSafeInteger(count) || count < 0);
  if (wrong === undefined) return counts.reduce((sum, count) => sum + count, 0);
  throw new InputError('judge-input', `a histogram's counts must be whole numbers from 0 on, got ${wrong}`);
}
