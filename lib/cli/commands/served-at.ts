import { printable } from '../print/printable.ts';
import type { CliCommand } from './command.ts';

export const servedAt: CliCommand = {
  name: 'served-at',
  summary: 'Tell what served at a moment, with the shares of the traffic during a rollout.',
  examples: ['signalbox served-at 2026-11-23T09:00:00Z', 'signalbox served-at 2026-11-23T09:00:00Z --json'],
  exits: ['pass', 'usage', 'input', 'ours'],
  harmless: true,
  configure: (command) => {
    command.argument('<time>', 'ISO 8601, with a zone; a date alone is its first moment, UTC');
  },
  act: async ({ place, print }, [time = ''], { json }) => {
    const told = await place.records.servedAt(time);
    if (json) print.json(told);
    else print.lines([printable(`${told.at}: ${told.sentence}`)]);
    return 'pass';
  },
};
