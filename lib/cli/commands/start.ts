import { UsageError } from '../../core/errors.ts';
import { printable } from '../print/printable.ts';
import type { CliCommand } from './command.ts';

export const start: CliCommand = {
  name: 'start',
  summary: 'Ask a deployed pipeline for a run on the newest data; `run` runs one here.',
  examples: ['signalbox start --pipeline iris --reason "the sensors were replaced"'],
  exits: ['pass', 'usage', 'input', 'ours'],
  harmless: false,
  configure: (command) => {
    command.option('--reason <text>', 'why; kept with the run');
  },
  act: async ({ place, print }, _args, { reason = '', json }) => {
    if (reason.trim() === '') throw new UsageError('no-reason', '--reason is missing: say why you ask for a run');
    const sentence = await place.start(reason);
    if (json) print.json({ sentence });
    else print.lines([printable(sentence)]);
    return 'pass';
  },
};
