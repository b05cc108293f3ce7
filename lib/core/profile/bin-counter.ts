import { binOf, exponentFor, type Histogram, histogramOf } from './histogram.ts';

/** Counts numbers, of which the least and the greatest are known, in the bins of a histogram. */
export class BinCounter {
  private readonly exponent: number;
  private readonly first: number;
  private readonly counts: Float64Array;

  constructor(min: number, max: number) {
    this.exponent = exponentFor(min, max);
    this.first = binOf(min, this.exponent);
    this.counts = new Float64Array(binOf(max, this.exponent) - this.first + 1);
  }

  /** NaN is passed over. */
  add(values: Float64Array): void {
    const { counts, exponent, first } = this;
    const width = 2 ** exponent;
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at] ?? 0;
      if (Number.isNaN(value)) continue;
      // As `binOf`, which finds the width anew each time.
      let bin = Math.floor(value / width);
      if (value < 0 && bin > -1) bin = -1;
      counts[bin - first] = (counts[bin - first] ?? 0) + 1;
    }
  }

  /** Null where nothing was counted. */
  counted(): Histogram | null {
    const bins = [...this.counts.entries()].filter(([, n]) => n > 0);
    return histogramOf(this.exponent, new Map(bins.map(([at, n]) => [this.first + at, n])));
  }
}
