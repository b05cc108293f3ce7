import { printable } from '../print/printable.ts';
import type { CliCommand } from './command.ts';

export const redrive: CliCommand = {
  name: 'redrive',
  summary: 'Send dead letters of a deployed pipeline back to where they came from, once what they failed at is mended.',
  examples: ['signalbox redrive --pipeline iris', 'signalbox redrive intake --pipeline iris'],
  exits: ['pass', 'usage', 'input', 'conflict', 'ours'],
  harmless: false,
  configure: (command) => {
    command.argument('[queue]', 'events, intake, reports or recover (default: all)');
  },
  act: async ({ place, print }, [queue], { json }) => {
    const told = await place.redrive(queue);
    if (json) print.json(told);
    else print.lines(told.map(printable));
    return 'pass';
  },
};
