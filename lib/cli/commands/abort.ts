import type { CliCommand } from './command.ts';
import { operated, operatedExits } from './operated.ts';

export const abort: CliCommand = {
  name: 'abort',
  summary: 'Take the open rollout back now; its run ends as rolled back.',
  examples: ['signalbox abort', 'signalbox abort --pipeline iris'],
  exits: operatedExits,
  harmless: false,
  configure: () => {},
  act: (session, _args, { json }) => operated(session, { operation: 'abort' }, json),
};
