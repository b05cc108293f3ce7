import { errorsOf, type Metric, mean } from './metric.ts';

/** Mean absolute error, in units of the target. Oracle: scikit-learn `mean_absolute_error`. */
export const mae: Metric = {
  name: 'mae',
  task: 'regression',
  better: 'lower',
  best: 0,
  compute: (truth, predictions) => mean(errorsOf(truth, predictions).map(Math.abs)),
};
