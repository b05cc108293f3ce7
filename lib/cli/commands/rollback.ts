import { printable } from '../print/printable.ts';
import type { CliCommand } from './command.ts';

export const rollback: CliCommand = {
  name: 'rollback',
  summary: 'Bring all traffic back to an earlier release; safe to run twice.',
  examples: ['signalbox rollback', 'signalbox rollback 1.0.1'],
  exits: ['pass', 'usage', 'input', 'conflict', 'ours'],
  harmless: false,
  configure: (command) => {
    command.argument('[version]', 'release to go back to (default: the one before that which serves)');
  },
  act: async ({ place, print }, [version], { json }) => {
    const result = await place.rollback(version);
    if (json) print.json(result);
    else print.lines([printable(result.sentence)]);
    return 'pass';
  },
};
