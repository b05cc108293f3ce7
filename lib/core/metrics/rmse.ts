import { errorsOf, type Metric, mean } from './metric.ts';

/** Root of the mean squared error, in units of the target. Oracle: scikit-learn `root_mean_squared_error`. */
export const rmse: Metric = {
  name: 'rmse',
  task: 'regression',
  better: 'lower',
  best: 0,
  compute: (truth, predictions) => Math.sqrt(mean(errorsOf(truth, predictions).map((error) => error * error))),
};
