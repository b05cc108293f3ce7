import type { CliCommand } from './command.ts';
import { operated, operatedExits } from './operated.ts';

export const promote: CliCommand = {
  name: 'promote',
  summary: 'Promote the candidate of the open rollout now, whatever the judge has seen so far.',
  examples: ['signalbox promote', 'signalbox promote --pipeline iris'],
  exits: operatedExits,
  harmless: false,
  configure: () => {},
  act: (session, _args, { json }) => operated(session, { operation: 'promote' }, json),
};
