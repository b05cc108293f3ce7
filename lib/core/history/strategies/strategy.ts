/** Between which values the next one of a series is expected. */
export interface Range {
  lower: number;
  upper: number;
}

/** One way to say what is usual, as Deequ has it; one file each. */
export interface Strategy<Options> {
  /** The word in `signalbox.yaml`. */
  kind: string;
  /** Fewest values of the past that it needs. */
  needs(options: Options): number;
  /** `past` is oldest first, and at least as long as needed; `value` is the one that is judged. */
  expects(past: readonly number[], value: number, options: Options): Range;
}

export const everything: Range = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
