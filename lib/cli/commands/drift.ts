import { basename } from 'node:path';
import { Option } from 'commander';
import { binnings } from '../../core/drift/binnings/registry.ts';
import { exitOfGate } from '../exit-codes.ts';
import { formatOf } from '../formats/format.ts';
import { driftFormats } from '../formats/registry.ts';
import { write } from '../print/write.ts';
import type { CliCommand } from './command.ts';
import { count, dataFormat, dataFormatOptions, rate, share, verdictOptions } from './options.ts';

export const drift: CliCommand = {
  name: 'drift',
  summary: 'Tell how far data has moved from a reference; each side is data files or a stored profile (.json).',
  examples: [
    'signalbox drift --reference last-month.parquet --current drop.csv',
    'signalbox drift --reference trained.profile.json --current drop-*.csv --json',
    'signalbox drift --reference trained.profile.json --current drop.csv --format html --output drift.html',
    'signalbox drift --reference a.csv --current b.csv --binning evidently --method psi',
  ],
  exits: ['pass', 'fail', 'inconclusive', 'usage', 'input', 'ours'],
  harmless: true,
  hereOnly: true,
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
    verdictOptions(command, driftFormats);
    dataFormatOptions(command);
  },
  act: async ({ here, print }, _, { json, format, output, reference = [], current = [], ...options }) => {
    const { binning, method, threshold, minRows, maxDriftedShare } = options;
    const written = formatOf(driftFormats, { json, format });
    const { distributions = false } = written;
    const asked = { binning, method, threshold, minRows, maxDriftedShare, distributions };
    const gate = await here.drift({ reference, current, ...asked, format: dataFormat(options) });
    const title = `${namesOf(current)} against ${namesOf(reference)}`;
    await write(print, written.write({ gate, title }, print.paint), output);
    return exitOfGate(gate);
  },
};

/** The first of them, without its folder. */
function namesOf([first = '', ...others]: string[]): string {
  return `${basename(first)}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}
