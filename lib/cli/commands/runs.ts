import { formatDuration, formatTime } from '../../core/report/format.ts';
import { columns } from '../print/columns.ts';
import type { CliCommand } from './command.ts';
import { count } from './options.ts';

export const runs: CliCommand = {
  name: 'runs',
  summary: 'List the runs that ended, newest first, each with its sentence.',
  examples: ['signalbox runs', 'signalbox runs --limit 5 --json'],
  exits: ['pass', 'usage', 'input', 'ours'],
  harmless: true,
  configure: (command) => {
    command.option('--limit <count>', 'how many at most (default: all)', count);
  },
  act: async ({ place, print }, _args, { json, limit }) => {
    const found = (await place.runs()).slice(0, limit);
    if (json) print.json(found);
    else if (found.length === 0) print.lines(['No run yet. Start one with: signalbox run']);
    else {
      const rows = found.map((run) => [
        run.runId,
        run.outcome.replaceAll('_', ' '),
        run.version ?? '-',
        formatTime(run.startedAt),
        formatDuration(Date.parse(run.endedAt) - Date.parse(run.startedAt)),
        run.sentence,
      ]);
      print.lines(columns(['RUN', 'OUTCOME', 'VERSION', 'STARTED', 'TOOK', 'WHAT HAPPENED'], rows));
    }
    return 'pass';
  },
};
