import { Aborted, StateFailure } from './errors.ts';
import type { Line } from './line.ts';

/** Types whose unfinished visits the history reports; the others never wait. */
const REPORTED = ['Task', 'Wait', 'Parallel', 'Map'];

/** A failed line, with the failure that ended it. */
export interface Ended {
  line: Line;
  failure: StateFailure;
}

/** Reports what was still open in an aborted line, innermost first. All of it follows the event that failed. */
export async function reportOpen(scope: Line, line: Line): Promise<void> {
  if (line.open === undefined) return;
  for (const child of line.open.children) await reportOpen(scope, child);
  if (REPORTED.includes(line.open.type)) await scope.record(`${line.open.type}StateAborted`, {}, { chained: false });
}

/**
 * Runs lines together, at most `limit` at a time (0: all), each begun by `begin`. The first failure aborts the others.
 * Resolves to that failure, or to undefined when all went well.
 */
export async function together(
  count: number,
  limit: number,
  begin: (index: number, after: number | undefined) => { line: Line; done: Promise<number> },
): Promise<Ended | undefined> {
  const lines: Line[] = [];
  let ended: Ended | undefined;
  let next = 0;
  let stopped = false;
  const stop = (keep?: Line): void => {
    stopped = true;
    for (const line of lines) if (line !== keep) line.abort();
  };
  const worker = async (): Promise<void> => {
    let after: number | undefined;
    while (next < count && !stopped) {
      const { line, done } = begin(next++, after);
      lines.push(line);
      try {
        after = await done;
      } catch (error) {
        if (ended !== undefined) return;
        if (error instanceof StateFailure) ended = { line, failure: error };
        stop(line);
        if (ended === undefined) throw error;
      }
    }
  };
  const width = limit === 0 ? count : Math.min(limit, count);
  const results = await Promise.allSettled(Array.from({ length: width }, worker));
  const errors = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
  // Whoever was aborted only followed: the fault that began it is what counts.
  const broken = errors.find((error) => !(error instanceof Aborted)) ?? errors[0];
  if (ended === undefined && broken !== undefined) throw broken;
  return ended;
}
