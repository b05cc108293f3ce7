import { formatDuration } from '../../core/report/format.ts';
import type { Clock } from '../../ports.ts';
import type { Progress } from '../place.ts';
import { gateLines } from '../print/gate.ts';
import { planLines } from '../print/plan.ts';
import { oneLine, printable } from '../print/printable.ts';
import type { Printer } from '../print/printer.ts';
import { windowLine } from '../print/window.ts';
import { isNested, keyOf, nameOf, Stopwatch, type Watcher } from './watcher.ts';

const redrawMs = 100;
const upAndClear = '\u001b[1A\u001b[2K';

/** Calls back until stopped. */
export type Every = (milliseconds: number, call: () => void) => { stop(): void };

/** States that run now, at the bottom with their elapsed time, redrawn; what is over scrolls up above them. */
export function liveWatcher(printer: Printer, clock: Clock, every: Every): Watcher {
  const stopwatch = new Stopwatch();
  const running = new Map<string, { name: string; since: number }>();
  let drawn = 0;
  const redraw = (above: string[] = []) => {
    const now = clock.now().getTime();
    const below = [...running.values()].map(({ name, since }) => runningLine(name, now - since, printer));
    const text = [...above, ...below].map((line) => `${line}\n`).join('');
    printer.raw(`${upAndClear.repeat(drawn)}${text}`);
    drawn = below.length;
  };
  const ticker = every(redrawMs, () => running.size > 0 && redraw());
  return {
    on: (event) => {
      if (event.kind === 'state') follow(event, running);
      redraw(linesOf(event, stopwatch, printer));
    },
    end: () => {
      ticker.stop();
      running.clear();
      redraw();
    },
  };
}

function follow(
  event: Extract<Progress, { kind: 'state' }>,
  running: Map<string, { name: string; since: number }>,
): void {
  if (event.status === 'entered') running.set(keyOf(event), { name: nameOf(event), since: Date.parse(event.at) });
  else running.delete(keyOf(event));
}

/** Cut to the terminal's width: a wrapped line would not be erased whole. */
function runningLine(name: string, elapsed: number, { columns, paint }: Printer): string {
  const text = `… ${oneLine(name)}  ${formatDuration(Math.max(0, elapsed))}`;
  return paint.strong([...text].slice(0, columns - 1).join(''));
}

function linesOf(event: Progress, stopwatch: Stopwatch, { paint }: Printer): string[] {
  if (event.kind === 'note') return [paint.quiet(printable(event.text))];
  if (event.kind === 'gate') return gateLines(event.record, paint);
  if (event.kind === 'plan') return planLines(event.rows).map(paint.quiet);
  if (event.kind === 'window') return [`  ${windowLine(event.window)}`];
  const { took } = stopwatch.lap(event);
  const over = event.status !== 'entered';
  if (!over || (isNested(event.machine) && event.status === 'done')) return [];
  const sign = event.status === 'done' ? paint.good('✓') : paint.bad('✕');
  return [`${sign} ${oneLine(nameOf(event))}  ${paint.quiet(took === null ? '' : formatDuration(took))}`];
}
