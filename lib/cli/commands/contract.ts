import { Argument, Option } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { writers } from '../../core/export/writers.ts';
import { printable } from '../print/printable.ts';
import { write } from '../print/write.ts';
import type { CliCommand } from './command.ts';
import { dataFormat, dataFormatOptions } from './options.ts';

export const contract: CliCommand = {
  name: 'contract',
  summary: 'Write the contract that data suggests, or one contract in the words of another format.',
  examples: [
    'signalbox contract infer orders.parquet --output contract.yaml',
    'signalbox contract infer train.csv --to model-monitor --output constraints.json --statistics statistics.json',
    'signalbox contract convert suite.json --to odcs',
    'signalbox contract convert contract.yaml --to gx --output suite.json',
  ],
  exits: ['pass', 'usage', 'input', 'ours'],
  harmless: true,
  hereOnly: true,
  configure: (command) => {
    command
      .addArgument(new Argument('<action>', 'what to do').choices(['infer', 'convert']))
      .argument('<file...>', 'of infer: data files; of convert: one contract')
      .addOption(new Option('--to <format>', 'what is written (default: odcs)').choices(Object.keys(writers)))
      .option('--statistics <file>', 'of infer: where to write statistics.json of Model Monitor (default: not written)')
      .option('--output <file>', 'where to (default: the terminal)')
      .option('--table <name>', 'of convert: which table of several (default: the only one)')
      .option('--allow-unsupported', 'of convert: leave out what the format has no word for');
    dataFormatOptions(command);
  },
  act: async ({ print }, [action, ...files], { json, to = 'odcs', output, statistics, ...options }) => {
    const { convertHere, inferHere } = await import('../../local/contracts.ts');
    const format = to as keyof typeof writers;
    const [file = '', ...others] = files;
    if (action === 'convert' && (others.length > 0 || statistics !== undefined))
      throw new UsageError('usage', `convert takes one contract and no --statistics; got ${files.join(', ')}`);
    const written: { text: string; leftOut: string[]; statistics?: string } =
      action === 'infer'
        ? await inferHere(files, dataFormat(options), format)
        : await convertHere(file, format, {
            allowUnsupported: options.allowUnsupported ?? false,
            table: options.table,
          });
    for (const one of written.leftOut) print.note(`left out: ${one}`);
    if (statistics !== undefined) await write(print, written.statistics ?? '', statistics);
    if (json) print.json({ contract: written.text, leftOut: written.leftOut });
    else await write(print, output === undefined ? printable(written.text) : written.text, output);
    return 'pass';
  },
};
