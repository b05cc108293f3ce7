import { Option } from 'commander';
import { worst } from '../../core/doctor.ts';
import { findingLines } from '../print/findings.ts';
import type { CliCommand } from './command.ts';

export const doctor: CliCommand = {
  name: 'doctor',
  summary: 'Look whether a deployed pipeline, or this machine and its store, is well; nothing is changed.',
  examples: [
    'signalbox doctor',
    'signalbox doctor --pipeline iris',
    'signalbox doctor --pipeline iris --template cdk.out/Iris.template.json --format json',
  ],
  exits: ['pass', 'fail', 'inconclusive', 'usage', 'input', 'ours'],
  harmless: true,
  configure: (command) => {
    command
      .option('--template <file>', 'a template that your app synthesized, to hold the machines against')
      .addOption(new Option('--format <format>', 'how it is told').choices(['table', 'json']).default('table'));
  },
  act: async ({ place, print }, _args, { format, json, template }) => {
    const findings = await place.doctor(template);
    if (json || format === 'json') print.json(findings);
    else print.lines(findingLines(findings, print.paint));
    return worst(findings);
  },
};
