import type { HistoryStrategy } from '../../policy/history.ts';
import { absoluteChange } from './absolute-change.ts';
import { batchNormal } from './batch-normal.ts';
import { holtWinters } from './holt-winters.ts';
import { onlineNormal } from './online-normal.ts';
import { relativeRateOfChange } from './relative-rate-of-change.ts';
import { simpleThreshold } from './simple-threshold.ts';
import type { Strategy } from './strategy.ts';

/** Every way to say what is usual by its kind in `signalbox.yaml`; one line each. */
export const strategies: { [Kind in HistoryStrategy['kind']]: Strategy<Extract<HistoryStrategy, { kind: Kind }>> } = {
  'simple-threshold': simpleThreshold,
  'absolute-change': absoluteChange,
  'relative-rate-of-change': relativeRateOfChange,
  'batch-normal': batchNormal,
  'online-normal': onlineNormal,
  'holt-winters': holtWinters,
};

/** The strategy of these options. */
export function strategyOf(options: HistoryStrategy): Strategy<HistoryStrategy> {
  return strategies[options.kind] as Strategy<HistoryStrategy>;
}
