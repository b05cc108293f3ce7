import { exitOfGate } from '../exit-codes.ts';
import { allChecksLines } from '../print/gate.ts';
import type { CliCommand } from './command.ts';
import { delimiter } from './options.ts';

export const validate: CliCommand = {
  name: 'validate',
  summary: 'Judge data files by a contract, as the data gate would; nothing is stored.',
  examples: [
    'signalbox validate drop.csv --contract contract.yaml',
    'signalbox validate *.csv --contract c.yaml --json',
  ],
  exits: ['pass', 'fail', 'inconclusive', 'usage', 'input', 'ours'],
  harmless: true,
  configure: (command) => {
    command
      .argument('<data...>', 'data files')
      .requiredOption('--contract <file>', 'data contract, Open Data Contract Standard 3.1 YAML')
      .option('--delimiter <character>', 'field delimiter, \\t for a tab (default: a comma)', delimiter);
  },
  act: async ({ place, print }, data, { json, contract = '', delimiter }) => {
    const gate = await place.validate({ data, contract, delimiter });
    if (json) print.json(gate);
    else print.lines(allChecksLines(gate, print.paint));
    return exitOfGate(gate);
  },
};
