import { teardownLines } from '../print/teardown.ts';
import type { CliCommand } from './command.ts';

export const teardown: CliCommand = {
  name: 'teardown',
  summary: 'List what a pipeline leaves behind and what it costs a month; delete it when its name is said again.',
  examples: [
    'signalbox teardown --pipeline iris',
    'signalbox teardown --pipeline iris --yes iris',
    'signalbox teardown --pipeline iris --yes iris --with-data',
  ],
  exits: ['pass', 'usage', 'input', 'conflict', 'ours'],
  harmless: true,
  configure: (command) => {
    command
      .option(
        '--yes <name>',
        'delete what serves; the name of the pipeline, or of the folder, once more (default: nothing is deleted)',
      )
      .option('--with-data', 'delete data, releases and their evidence too');
  },
  act: async ({ place, print }, _args, { yes, withData = false, json }) => {
    const told = await place.teardown({ yes, withData });
    if (json) print.json(told);
    else print.lines(teardownLines(told));
    return 'pass';
  },
};
