import { type Command, Option } from 'commander';
import { type AssumptionName, type Assumptions, assumptionKinds } from '../../core/cost/assumptions.ts';
import { regions } from '../../core/cost/prices.ts';
import { UsageError } from '../../core/errors.ts';
import { isRunId } from '../../core/run.ts';
import { estimateLines, runCostLines } from '../print/cost.ts';
import type { CliCommand, CliOptions } from './command.ts';
import { rate, runId } from './options.ts';

const names = Object.keys(assumptionKinds) as AssumptionName[];

export const cost: CliCommand = {
  name: 'cost',
  summary: 'Tell what a pipeline will cost, per run and per month, by service, or what a run did cost.',
  examples: [
    'signalbox cost examples/iris',
    'signalbox cost examples/iris --template cdk.out/Signalbox-iris.template.json --region eu-central-1',
    'signalbox cost data-5f1c2a77b0de-1',
    'signalbox cost examples/iris --like data-5f1c2a77b0de-1',
    'signalbox cost examples/iris --runs-per-month 4 --requests-per-second 20 --format json',
  ],
  exits: ['pass', 'usage', 'input', 'ours'],
  harmless: true,
  configure: (command) => {
    command
      .argument('[workload]', 'folder that holds signalbox.yaml, or the id of a run that has ended', '.')
      .option(
        '--like <run>',
        'take minutes, seconds and data from this run that has ended, where no option says otherwise',
        runId,
      )
      .option('--template <file>', 'a template that your app synthesized (default: that of this workload alone)')
      .addOption(new Option('--region <region>', 'whose prices').choices(regions).default('us-east-1'))
      .addOption(new Option('--format <format>', 'how it is told').choices(['table', 'json']).default('table'));
    for (const name of names) assumptionOption(command, name);
  },
  act: async ({ place, print }, [workload = '.'], options) => {
    const { template, region = 'us-east-1', format, json, like } = options;
    if (isRunId(workload)) {
      if (like !== undefined)
        throw new UsageError('no-effect', '--like has no effect on the cost of a run: name a workload');
      const cost = await place.costOf(workload, region);
      if (json || format === 'json') print.json(cost);
      else print.lines(runCostLines(cost));
      return 'pass';
    }
    if (like === undefined && options.pipeline !== undefined)
      throw new UsageError(
        'no-effect',
        '--pipeline has no effect on the cost of a workload: it says where the run of --like is',
      );
    const taken = like === undefined ? {} : await place.measured(like);
    const estimate = await place.cost({ workload, template, region, assumptions: { ...taken, ...given(options) } });
    if (json || format === 'json') print.json(estimate);
    else print.lines(estimateLines(estimate));
    return 'pass';
  },
};

function assumptionOption(command: Command, name: AssumptionName): void {
  const { option, unit, describes, otherwise } = assumptionKinds[name];
  command.option(`${option} <number>`, `${describes}, in ${unit} (default: ${otherwise})`, rate);
}

function given(options: CliOptions): Partial<Assumptions> {
  return Object.fromEntries(names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));
}
