import { operatorNeeds } from '../../core/operator/needs.ts';
import type { CliCommand } from './command.ts';

export const permissions: CliCommand = {
  name: 'permissions',
  summary: 'Print the IAM policy that an operator needs to give these commands to a deployed pipeline.',
  examples: [
    'signalbox permissions doctor runs show --pipeline iris',
    'signalbox permissions --pipeline iris > operator.json',
  ],
  exits: ['pass', 'usage', 'input', 'ours'],
  harmless: true,
  configure: (command) => {
    command.argument(
      '[command...]',
      `what they shall be able to give: ${Object.keys(operatorNeeds).join(', ')} (default: all)`,
    );
  },
  act: async ({ place, print }, commands) => {
    print.json(await place.permissions(commands.length > 0 ? commands : Object.keys(operatorNeeds)));
    return 'pass';
  },
};
