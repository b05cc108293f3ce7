import { transitionsIn } from './transitions.ts';

/** One event of an execution's history, as Step Functions tells it. */
export interface HistoryLine {
  type: string;
  /** ISO 8601, UTC. */
  at: string;
  /** Of a state that is entered. */
  state: string | null;
}

export interface HistoryUsage {
  transitions: number;
  /** How long each visit of a task, map or wait took; one that goes on, until the last event. */
  visits: Array<{ state: string; seconds: number }>;
}

/** What one execution used. Its events are in order. */
export function usageOf(history: readonly HistoryLine[]): HistoryUsage {
  const visits: HistoryUsage['visits'] = [];
  let open: { state: string; at: string } | undefined;
  const leave = (at: string) => {
    if (open) visits.push({ state: open.state, seconds: Math.max(0, Date.parse(at) - Date.parse(open.at)) / 1_000 });
    open = undefined;
  };
  for (const { type, at, state } of history) {
    if (type.endsWith('StateEntered') || type.endsWith('StateExited')) leave(at);
    if (/^(Task|Map|Wait)StateEntered$/.test(type) && state !== null) open = { state, at };
  }
  const last = history.at(-1);
  if (last) leave(last.at);
  return { transitions: transitionsIn(history.map(({ type }) => type)), visits };
}
