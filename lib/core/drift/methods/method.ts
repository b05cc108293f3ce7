import type { NumberPair, Pair } from '../pair.ts';
import { sharesOf } from '../statistics/shares.ts';

export interface Measured {
  value: number;
  /** The truth may be as large as this, where only bins are known. @default value */
  most?: number;
  /** What chance alone may make of two samples of these sizes. @default 0 */
  noise?: number;
}

/** One way to say how far two columns are apart; one file each. */
export interface Method<P extends Pair = Pair> {
  /** The word in `signalbox.yaml` or on the command line. */
  name: string;
  /** What its value is, in a sentence. */
  words: string;
  /** From here on a column has drifted; for a test, up to here. */
  threshold: number;
  /** Its value is the chance of such a difference between two samples of one distribution. */
  test?: true;
  of: ReadonlyArray<P['kind']>;
  measure(pair: P): Measured;
}

export type AnyMethod = Method<NumberPair> | Method;

/** Undefined where it is not a method for columns of this kind. */
export function measure(method: AnyMethod, pair: Pair): Measured | undefined {
  const kinds: readonly string[] = method.of;
  return kinds.includes(pair.kind) ? (method as Method).measure(pair) : undefined;
}

/**
 * Shares of each bin, where a bin that is empty on one side only would make a logarithm infinite: half a row is added to each
 * (Jeffreys' prior), which matters less the more rows there are.
 */
export function smoothed({ counts }: Pair): [Float64Array, Float64Array] {
  const occurring = counts.reference.map((count, bin) => (count + (counts.current[bin] ?? 0) > 0 ? 0.5 : 0));
  const shares = (side: Float64Array) => sharesOf(side.map((count, bin) => count + (occurring[bin] ?? 0)));
  return [shares(counts.reference), shares(counts.current)];
}

export function plain({ counts }: Pair): [Float64Array, Float64Array] {
  return [sharesOf(counts.reference), sharesOf(counts.current)];
}
