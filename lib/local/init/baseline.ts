import type { Task } from '../../core/predictions.ts';

/** Bounds that a model must keep, and how much worse than the champion a later one may be. */
export interface Thresholds {
  metrics: Record<string, { min?: number; max?: number }>;
  champion: { metric: string; maxLoss: number };
}

export const holdoutPercent = 30;

/** Rows of a holdout that is smaller than expected by three standard deviations of its size; 5 to 30. */
export function minHoldoutRows(rows: number): number {
  const share = holdoutPercent / 100;
  return Math.max(5, Math.min(30, Math.floor(rows * share - 3 * Math.sqrt(rows * share * (1 - share)))));
}

/**
 * What the best constant answer reaches, loosened by what chance does on a holdout: a model that is worse than that knows less than
 * nothing. Classification: the commonest label (accuracy p, standard error √(p(1−p)/n)) and the labels' shares as probabilities
 * (log loss = their entropy). Regression: the mean (RMSE = standard deviation) and the median (MAE = mean distance from it).
 */
export function thresholdsOf(task: Task, targets: string[]): Thresholds {
  return task === 'classification' ? ofLabels(targets) : ofValues(targets.map(Number));
}

function ofLabels(labels: string[]): Thresholds {
  const counts = [...Map.groupBy(labels, (label) => label).values()].map((rows) => rows.length);
  const shares = counts.map((count) => count / labels.length);
  const top = Math.max(...shares);
  const error = Math.sqrt((top * (1 - top)) / Math.max(1, (labels.length * holdoutPercent) / 100));
  const entropy = shares.reduce((sum, share) => sum - share * Math.log(share), 0);
  return {
    metrics: { accuracy: { min: down(top - 2 * error) }, log_loss: { max: up(entropy * 1.2) } },
    champion: { metric: 'log_loss', maxLoss: up(entropy * 0.1) },
  };
}

function ofValues(values: number[]): Thresholds {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const median = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? mean;
  const distance = values.reduce((sum, value) => sum + Math.abs(value - median), 0) / values.length;
  return {
    metrics: { rmse: { max: up(deviation * 1.2) }, mae: { max: up(distance * 1.2) } },
    champion: { metric: 'rmse', maxLoss: up(deviation * 0.1) },
  };
}

/** Two significant digits, downwards and upwards. */
function down(value: number): number {
  return value <= 0 ? 0 : Number((Math.floor(value * 100) / 100).toFixed(2));
}

export function up(value: number): number {
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / step) * step).toPrecision(2));
}
