import { printable } from '../print/printable.ts';
import type { CliCommand } from './command.ts';

export const down: CliCommand = {
  name: 'down',
  summary: 'End the router and the model servers of the store; releases and runs stay.',
  examples: ['signalbox down'],
  exits: ['pass', 'usage', 'ours'],
  harmless: true,
  configure: () => {},
  act: async ({ place, print }, _args, { json }) => {
    const ended = await place.down();
    if (json) print.json(ended);
    else print.lines(ended.length > 0 ? ended.map(printable) : ['Nothing was running.']);
    return 'pass';
  },
};
