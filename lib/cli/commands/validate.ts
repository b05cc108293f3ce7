import { exitOfGate } from '../exit-codes.ts';
import { allChecksLines } from '../print/gate.ts';
import type { CliCommand } from './command.ts';
import { dataFormat, dataFormatOptions } from './options.ts';

export const validate: CliCommand = {
  name: 'validate',
  summary: 'Judge data files by a contract, as the data gate would; nothing is stored.',
  examples: [
    'signalbox validate drop.csv --contract contract.yaml',
    'signalbox validate *.parquet --contract c.yaml --json',
    'signalbox validate drop.txt.gz --contract c.yaml --type csv --delimiter ";" --encoding latin-1',
  ],
  exits: ['pass', 'fail', 'inconclusive', 'usage', 'input', 'ours'],
  harmless: true,
  configure: (command) => {
    command
      .argument('<data...>', 'data files')
      .requiredOption('--contract <file>', 'data contract: ODCS, Great Expectations, pandera, DQDL or Model Monitor');
    dataFormatOptions(command);
  },
  act: async ({ place, print }, data, { json, contract = '', ...options }) => {
    const gate = await place.validate({ data, contract, format: dataFormat(options) });
    if (json) print.json(gate);
    else print.lines(allChecksLines(gate, print.paint));
    return exitOfGate(gate);
  },
};
