import { labelOf, type Metric, mean } from './metric.ts';

/** Share of rows whose label is right. Oracle: scikit-learn `accuracy_score`. */
export const accuracy: Metric = {
  name: 'accuracy',
  task: 'classification',
  better: 'higher',
  best: 1,
  compute: (truth, predictions) => mean(truth.map((label, i) => (labelOf(predictions[i]) === label ? 1 : 0))),
};
