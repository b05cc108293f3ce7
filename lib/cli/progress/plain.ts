import { formatDuration } from '../../core/report/format.ts';
import type { Progress } from '../place.ts';
import { gateLines } from '../print/gate.ts';
import { paintWith } from '../print/paint.ts';
import { planLines } from '../print/plan.ts';
import { oneLine, printable } from '../print/printable.ts';
import { windowLine } from '../print/window.ts';
import { isNested, nameOf, Stopwatch, type Watcher } from './watcher.ts';

/** Shorter states are told once, when they are entered; so are those of a rollout, whose windows say more. */
const worthTellingMs = 1_000;

/** One line a change, without control characters: for pipes, logs and dumb terminals. */
export function plainWatcher(write: (line: string) => void): Watcher {
  const stopwatch = new Stopwatch();
  const paint = paintWith(false);
  return {
    on: (event) => {
      for (const line of linesOf(event, stopwatch, paint)) write(line);
    },
    end: () => {},
  };
}

function linesOf(event: Progress, stopwatch: Stopwatch, paint: ReturnType<typeof paintWith>): string[] {
  switch (event.kind) {
    case 'note':
      return [printable(event.text)];
    case 'gate':
      return gateLines(event.record, paint);
    case 'plan':
      return planLines(event.rows);
    case 'window':
      return [windowLine(event.window)];
    case 'state':
      return stateLine(event, stopwatch);
  }
}

function stateLine(event: Extract<Progress, { kind: 'state' }>, stopwatch: Stopwatch): string[] {
  const { sinceStart, took } = stopwatch.lap(event);
  const stamp = formatDuration(sinceStart).padStart(9);
  const name = oneLine(nameOf(event));
  if (event.status === 'entered') return [`${stamp}  ${name}`];
  const slow = took !== null && took >= worthTellingMs && !isNested(event.machine);
  if (event.status === 'done' && !slow) return [];
  return [`${stamp}  ${name} ${event.status}${took === null ? '' : ` in ${formatDuration(took)}`}`];
}
