import { binsAt, type Histogram } from '../profile/histogram.ts';
import type { Cells } from './statistics/cells.ts';

/** Bins of powers of two nest, so the coarser of the two histograms says what cells both can be counted in exactly. */
export function cellsOfHistograms(reference: Histogram, current: Histogram): Cells {
  const exponent = Math.max(reference.exponent, current.exponent);
  const [before, now] = [binsAt(reference, exponent), binsAt(current, exponent)];
  const bins = [...new Set([...before.keys(), ...now.keys()])].sort((a, b) => a - b);
  const width = 2 ** exponent;
  return {
    lower: Float64Array.from(bins, (bin) => bin * width),
    upper: Float64Array.from(bins, (bin) => (bin + 1) * width),
    reference: Float64Array.from(bins, (bin) => before.get(bin) ?? 0),
    current: Float64Array.from(bins, (bin) => now.get(bin) ?? 0),
  };
}
