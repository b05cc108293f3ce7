import type { Prediction, Task } from '../predictions.ts';

/** A metric that Signalbox computes itself from predictions; one file each. */
export interface Metric {
  /** The word in `signalbox.yaml`. */
  name: string;
  task: Task;
  better: 'higher' | 'lower';
  /** What no model surpasses. */
  best: number;
  /** `truth[i]` is the target of row i as text. At least one row. NaN when it is not defined. */
  compute(truth: string[], predictions: Prediction[]): number;
}

export function labelOf(prediction: Prediction | undefined): string {
  return prediction && 'label' in prediction ? prediction.label : '';
}

/** Signed errors `prediction − truth` of a regression. */
export function errorsOf(truth: string[], predictions: Prediction[]): number[] {
  return truth.map((text, i) => {
    const prediction = predictions[i];
    return prediction && 'value' in prediction ? prediction.value - Number(text) : Number.NaN;
  });
}

export function mean(values: number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
