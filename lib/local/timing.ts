import type { TimelineEntry } from '../core/run.ts';

/** Where the seconds of a run went. Overhead is what is left: ours. */
export interface Timing {
  totalSeconds: number;
  /** In the workload's own processes: checks, training, and servers until they are ready. */
  workloadSeconds: number;
  /** In which the rollout waited for traffic. */
  bakeSeconds: number;
  /** 0 when an earlier synthesis was taken. */
  synthSeconds: number;
  /** 0 when the virtual environment was there before. */
  environmentSeconds: number;
}

/** Seconds that a run's rollout waited for traffic to show something. */
export function bakeSecondsOf(timeline: TimelineEntry[]): number {
  const watches = timeline.filter((entry) => entry.state === 'Watch' && entry.leftAt !== null);
  return watches.reduce(
    (sum, { enteredAt, leftAt }) => sum + (Date.parse(leftAt ?? enteredAt) - Date.parse(enteredAt)) / 1000,
    0,
  );
}
