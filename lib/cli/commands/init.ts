import { Option } from 'commander';
import { printable } from '../print/printable.ts';
import { packageVersion } from '../version.ts';
import type { CliCommand } from './command.ts';

export const init: CliCommand = {
  name: 'init',
  summary: 'Write a workload repo that fits a sample of the data: policy, contract, code, tests.',
  examples: ['signalbox init flowers --data iris.csv', 'signalbox init --data houses.csv --target price --name houses'],
  exits: ['pass', 'usage', 'input', 'ours'],
  harmless: true,
  hereOnly: true,
  configure: (command) => {
    command
      .argument('[folder]', 'folder of the workload', '.')
      .requiredOption('--data <file>', 'sample of the data: CSV with a header', (file: string) => [file])
      .option('--target <column>', 'column to predict (default: one called target, label, class, y; else the last)')
      .option('--name <name>', "name of the workload and its pipeline (default: the folder's)")
      .addOption(
        new Option('--task <task>', 'what to predict of the target (default: what it looks like)').choices([
          'classification',
          'regression',
        ]),
      )
      .option('--force', 'write over files that are there');
  },
  act: async ({ print }, [folder = '.'], { json, data: [data = ''] = [], target, name, task, force }) => {
    const { initWorkload } = await import('../../local/init/init.ts');
    const made = await initWorkload({ folder, data, target, name, task, force, version: packageVersion() });
    if (json) {
      print.json(made);
      return 'pass';
    }
    const listed = (names: string[]) => names.join(', ') || 'none';
    const lines = [
      `${made.name}: a ${made.task} of ${made.target}, in ${folder}`,
      `  numbers     ${listed(made.numbers)}`,
      `  categories  ${listed(made.categories)}`,
      `  left out    ${listed(made.leftOut)}`,
      `${made.files.length} files written${made.replaced.length > 0 ? `, in place of ${listed(made.replaced)}` : ''}.`,
      `Next: signalbox run ${/^[\w./-]+$/.test(folder) ? folder : JSON.stringify(folder)}`,
    ];
    print.lines(lines.map(printable));
    return 'pass';
  },
};
