import type { MetricName } from '../policy/schema.ts';
import { accuracy } from './accuracy.ts';
import { logLoss } from './log-loss.ts';
import { macroF1 } from './macro-f1.ts';
import { mae } from './mae.ts';
import type { Metric } from './metric.ts';
import { rmse } from './rmse.ts';

/** Every metric by its name in `signalbox.yaml`; one line each. */
export const metrics: Record<MetricName, Metric> = {
  accuracy,
  macro_f1: macroF1,
  log_loss: logLoss,
  mae,
  rmse,
};
