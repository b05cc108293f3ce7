import { Option } from 'commander';
import { UsageError } from '../../core/errors.ts';
import type { Pass } from '../../engine/measure/explain.ts';
import { exitOfGate } from '../exit-codes.ts';
import { formatOf } from '../formats/format.ts';
import { formats } from '../formats/registry.ts';
import { describePasses } from '../print/passes.ts';
import { write } from '../print/write.ts';
import { fileProgress } from '../progress/files.ts';
import type { CliCommand } from './command.ts';
import { count, dataFormat, dataFormatOptions, referencesOf, verdictOptions } from './options.ts';

export const validate: CliCommand = {
  name: 'validate',
  summary: 'Judge data files by a contract, as the data gate would; nothing is stored.',
  examples: [
    'signalbox validate drop.csv --contract contract.yaml',
    'signalbox validate *.parquet --contract c.yaml --format html --output report.html',
    'signalbox validate drop.csv --contract suite.json --format gx',
    'signalbox validate orders.csv --contract rules.dqdl --reference customers=customers.parquet',
    'signalbox validate orders.csv --contract rules.dqdl --history results/*.json',
    'signalbox validate drop.txt.gz --contract c.yaml --type csv --delimiter ";" --encoding latin-1',
  ],
  exits: ['pass', 'fail', 'inconclusive', 'usage', 'input', 'ours'],
  harmless: true,
  hereOnly: true,
  configure: (command) => {
    command
      .argument('<data...>', 'data files of one data set, or folders of them')
      .requiredOption('--contract <file>', 'data contract: ODCS, Great Expectations, pandera, DQDL or Model Monitor');
    verdictOptions(command, formats);
    command
      .option(
        '--failed-rows <file>',
        'where to write failing rows, at most 20 of each check, as Parquet (default: nowhere)',
      )
      .option('--baseline <file...>', 'stored profile, or data files, that the data may have drifted from')
      .option('--reference <name=data...>', 'data that the contract compares with: a file, or a folder of them')
      .option('--history <file...>', 'earlier results, as --format json writes them, that the contract compares with')
      .option('--table <name>', 'which table of several that an ODCS contract describes (default: the only one)')
      .option('--parameter <name=value...>', 'value of a parameter that the contract leaves open')
      .addOption(
        new Option('--workers <n>', 'processes that read parts of the data at once (default: one, as one table)')
          .argParser(count)
          .conflicts(['failedRows', 'explain']),
      )
      .addOption(new Option('--explain', 'tell how often the data is read, and for which checks').conflicts('workers'))
      .option('--allow-unsupported', 'judge what can be judged of a contract; the rest is inconclusive');
    dataFormatOptions(command);
  },
  act: async (
    session,
    data,
    {
      json,
      contract = '',
      format,
      output,
      failedRows,
      baseline,
      parameter,
      reference,
      history,
      table: tableName,
      explain,
      allowUnsupported,
      workers,
      ...options
    },
  ) => {
    const { here, print } = session;
    const written = formatOf(formats, { json, format });
    const progress = fileProgress(session);
    const passes: Pass[] = [];
    try {
      const onlyCounts = !written.distributions && baseline === undefined;
      const parameters = parameter && parametersOf(parameter);
      const asked = {
        allowUnsupported,
        table: tableName,
        parameters,
        baseline,
        references: reference && referencesOf(reference),
        history,
        onLeftOut: (failed: string[]) => print.note(leftOutNote(failed)),
        workers,
        samples: written.samples,
        onlyCounts,
        failedRowsFile: failedRows,
        onFile: progress.onFile,
        onPasses: (made: Pass[]) => passes.push(...made),
      };
      const validated = await here.validate({ data, contract, format: dataFormat(options), ...asked });
      progress.stop();
      if (explain) for (const line of describePasses(passes, validated.contract)) print.note(line);
      if (!history && validated.contract.checks.some(({ past }) => past)) print.note(noHistoryNote);
      const told = { ...validated, title: validated.contract.file };
      await write(print, written.write(told, print.paint), output);
      return exitOfGate(validated.gate);
    } finally {
      progress.stop();
    }
  },
};

const noHistoryNote =
  'The contract compares with earlier data, and none was given: --history takes earlier results, as --format json writes them.';

function leftOutNote(failed: string[]): string {
  const named = failed.slice(0, 3).join(', ');
  const more = failed.length > 3 ? ` and ${failed.length - 3} more` : '';
  return `Left out of the history, as the data failed: ${named}${more}.`;
}

/** Numbers and other JSON are what they are, all else is text. @throws UsageError `parameter-invalid` */
function parametersOf(given: string[]): Record<string, unknown> {
  return Object.fromEntries(
    given.map((one) => {
      const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(one) ?? [];
      if (name === undefined)
        throw new UsageError('parameter-invalid', `--parameter got ${JSON.stringify(one)}; allowed: name=value`);
      return [name, parsedValue(value)];
    }),
  );
}

function parsedValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
