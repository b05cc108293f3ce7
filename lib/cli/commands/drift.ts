import { Option } from 'commander';
import { binnings } from '../../core/drift/binnings/registry.ts';
import { exitOfGate } from '../exit-codes.ts';
import { driftLines } from '../print/drift.ts';
import type { CliCommand } from './command.ts';
import { count, dataFormat, dataFormatOptions, rate, share } from './options.ts';

export const drift: CliCommand = {
  name: 'drift',
  summary: 'Tell how far data has moved from a reference; each side is data files or a stored profile (.json).',
  examples: [
    'signalbox drift --reference last-month.parquet --current drop.csv',
    'signalbox drift --reference trained.profile.json --current drop-*.csv --json',
    'signalbox drift --reference a.csv --current b.csv --binning evidently --method psi',
  ],
  exits: ['pass', 'fail', 'inconclusive', 'usage', 'input', 'ours'],
  harmless: true,
  configure: (command) => {
    command
      .requiredOption('--reference <file...>', 'what is compared with: data files, or one stored profile')
      .requiredOption('--current <file...>', 'what may have moved: data files, or one stored profile')
      .addOption(
        new Option('--binning <name>', 'bins and rules of comparison (default: reference)').choices(
          Object.keys(binnings),
        ),
      )
      .option('--method <name>', "how columns are compared that it fits (default: the binning's)")
      .option('--threshold <number>', "from where on a column has drifted (default: the method's)", rate)
      .option('--min-rows <count>', 'values that a column needs on both sides (default: 50)', count)
      .option('--max-drifted-share <share>', 'share of columns that may drift (default: each one decides)', share);
    dataFormatOptions(command);
  },
  act: async ({ place, print }, _, { json, reference = [], current = [], ...options }) => {
    const { binning, method, threshold, minRows, maxDriftedShare } = options;
    const asked = { binning, method, threshold, minRows, maxDriftedShare };
    const gate = await place.drift({ reference, current, ...asked, format: dataFormat(options) });
    if (json) print.json(gate);
    else print.lines(driftLines(gate, print.paint));
    return exitOfGate(gate);
  },
};
