import { formatDuration, formatTime } from '../../core/report/format.ts';
import { rolloutInWords } from '../../core/report/rollout-words.ts';
import type { RunRecord } from '../../core/run.ts';
import { columns } from '../print/columns.ts';
import { allChecksLines } from '../print/gate.ts';
import { outcomeLine } from '../print/outcome.ts';
import { oneLine, printable } from '../print/printable.ts';
import { windowLine } from '../print/window.ts';
import type { CliCommand } from './command.ts';
import { runId } from './options.ts';

export const show: CliCommand = {
  name: 'show',
  summary: 'Show one run: what happened, every check of every gate, its rollout and its states.',
  examples: ['signalbox show data-5f1c2a77b0de-1', 'signalbox show data-5f1c2a77b0de-1 --json'],
  exits: ['pass', 'usage', 'input', 'ours'],
  harmless: true,
  configure: (command) => {
    command.argument('<run>', 'id of the run, as `signalbox runs` lists it', runId);
  },
  act: async ({ place, print }, [run = ''], { json }) => {
    const record = await place.show(run);
    const report = place.reportPath(record.request.runId);
    if (json) print.json({ ...record, report });
    else {
      print.lines([outcomeLine(record.outcome, print.paint), '', ...factLines(record), '']);
      for (const gate of record.gates) print.lines([...allChecksLines(gate, print.paint), '']);
      if (record.rollout?.windows.length)
        print.lines([...record.rollout.windows.map(windowLine), ...rolloutInWords(record.rollout).map(printable), '']);
      print.lines([...stateLines(record), '', `Report: ${printable(report)}`]);
    }
    return 'pass';
  },
};

function factLines({ request, outcome, rollout }: RunRecord): string[] {
  const facts: Array<[string, string]> = [
    ['Run', request.runId],
    ['Trigger', `${request.trigger.kind}: ${request.trigger.detail}`],
    ['Version', outcome.version ?? 'none'],
    ['Serving after', outcome.serving ?? 'nothing'],
    ['Champion', rollout?.champion ?? 'none'],
    ['Snapshot', request.snapshot],
    ['Source', request.source.digest],
    ['Started', formatTime(outcome.startedAt)],
    ['Ended', formatTime(outcome.endedAt)],
  ];
  return facts.map(([name, value]) => `${name.padEnd(15)}${oneLine(value)}`);
}

function stateLines({ timeline }: RunRecord): string[] {
  if (timeline.length === 0) return [];
  const rows = timeline.map((entry) => {
    const took = Date.parse(entry.leftAt ?? '') - Date.parse(entry.enteredAt);
    return [entry.machine, entry.state, entry.status, Number.isNaN(took) ? '' : formatDuration(took)];
  });
  return columns(['MACHINE', 'STATE', 'STATUS', 'TOOK'], rows);
}
