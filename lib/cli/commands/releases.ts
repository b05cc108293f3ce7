import { formatNumber, formatTime } from '../../core/report/format.ts';
import { columns } from '../print/columns.ts';
import type { CliCommand } from './command.ts';

export const releases: CliCommand = {
  name: 'releases',
  summary: 'List the releases, newest first, and which one serves.',
  examples: ['signalbox releases', 'signalbox releases --json'],
  exits: ['pass', 'usage', 'input', 'ours'],
  harmless: true,
  configure: () => {},
  act: async ({ place, print }, _args, { json }) => {
    const found = await place.releases();
    if (json) print.json(found);
    else if (found.length === 0) print.lines(['No release yet.']);
    else {
      const rows = found.map((release) => [
        release.version,
        release.serving ? 'serving' : '',
        release.outcome.replaceAll('_', ' '),
        formatTime(release.createdAt),
        release.runId,
        Object.entries(release.metrics)
          .map(([name, value]) => `${name} ${formatNumber(value)}`)
          .join(', '),
        release.sentence,
      ]);
      print.lines(columns(['VERSION', 'NOW', 'OUTCOME', 'CUT', 'RUN', 'METRICS', 'WHAT HAPPENED'], rows));
    }
    return 'pass';
  },
};
