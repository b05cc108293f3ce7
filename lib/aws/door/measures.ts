import { sha256 } from '../../core/sha256.ts';

export const doorNamespace = 'Signalbox/Door';

/**
 * Of a request that came through the door. `live`: the target divided it by itself. `uncounted`: no user was named while users
 * stay with one version.
 */
export type DoorArm = 'stable' | 'candidate' | 'live' | 'uncounted';

/** Each metric has its own price, so labels without end share these. */
export const binCount = 32;

/** Metrics of one line, and their units. `Bin00` to `Bin31` come with them. */
export const doorUnits: Record<string, 'Count' | 'Milliseconds' | 'None'> = {
  Requests: 'Count',
  ServerErrors: 'Count',
  Latency: 'Milliseconds',
  Predictions: 'Count',
  InvalidPredictions: 'Count',
  Compared: 'Count',
  Disagreed: 'Count',
  /** Reported of a user, scaled to 0 to 1; its number of values is that of the reports. */
  Outcome: 'None',
  OutcomeSquare: 'None',
};

/** Where predictions of a label, or of a range of values, are counted: the same in every instance. */
export function binOf(name: string): number {
  return Number.parseInt(sha256(name).slice(0, 8), 16) % binCount;
}

export function binMetric(bin: number): string {
  return `Bin${String(bin).padStart(2, '0')}`;
}
