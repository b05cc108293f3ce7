import { type Metric, mean } from './metric.ts';

/**
 * Mean of −ln p(true class), p clipped to [ε, 1 − ε] with ε = 2⁻⁵² (the double's machine epsilon, as scikit-learn clips).
 * A class the model does not know has probability 0. Oracle: scikit-learn `log_loss`.
 */
export const logLoss: Metric = {
  name: 'log_loss',
  task: 'classification',
  better: 'lower',
  best: 0,
  compute: (truth, predictions) =>
    mean(
      truth.map((label, i) => {
        const prediction = predictions[i];
        const p = prediction && 'label' in prediction ? (prediction.probabilities[label] ?? 0) : Number.NaN;
        return -Math.log(Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON));
      }),
    ),
};
