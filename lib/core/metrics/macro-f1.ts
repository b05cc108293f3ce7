import { labelOf, type Metric, mean } from './metric.ts';

/**
 * Unweighted mean over classes of F1 = 2·TP / (2·TP + FP + FN), over every class that is true or predicted anywhere.
 * Oracle: scikit-learn `f1_score(average='macro', zero_division=0)`.
 */
export const macroF1: Metric = {
  name: 'macro_f1',
  task: 'classification',
  better: 'higher',
  best: 1,
  compute: (truth, predictions) => {
    const predicted = truth.map((_, i) => labelOf(predictions[i]));
    const classes = [...new Set([...truth, ...predicted])];
    return mean(classes.map((name) => f1(name, truth, predicted)));
  },
};

function f1(name: string, truth: string[], predicted: string[]): number {
  let hits = 0;
  let misses = 0;
  for (const [i, label] of truth.entries()) {
    if (label === name && predicted[i] === name) hits += 1;
    else if (label === name || predicted[i] === name) misses += 1;
  }
  return (2 * hits) / (2 * hits + misses);
}
