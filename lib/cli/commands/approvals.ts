import { formatTime } from '../../core/report/format.ts';
import { columns } from '../print/columns.ts';
import type { CliCommand } from './command.ts';

export const approvals: CliCommand = {
  name: 'approvals',
  summary: 'List the runs that wait for a person to approve them, longest first.',
  examples: ['signalbox approvals', 'signalbox approvals --pipeline iris --json'],
  exits: ['pass', 'usage', 'input', 'ours'],
  harmless: true,
  configure: () => {},
  act: async ({ place, print }, _args, { json }) => {
    const open = await place.approvals();
    if (json) print.json(open);
    else if (open.length === 0) print.lines(['No run waits for approval.']);
    else {
      const rows = open.map(({ runId, version, champion, rule, askedAt, expiresAt, sentence }) => [
        runId,
        version,
        champion ?? '-',
        rule,
        formatTime(askedAt),
        formatTime(expiresAt),
        sentence,
      ]);
      print.lines(columns(['RUN', 'VERSION', 'SERVES NOW', 'ASKED BY RULE', 'SINCE', 'UNTIL', 'THE MODEL GATE'], rows));
    }
    return 'pass';
  },
};
