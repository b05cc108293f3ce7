import type { CliCommand } from './command.ts';
import { operated, operatedExits } from './operated.ts';

export const pause: CliCommand = {
  name: 'pause',
  summary: 'Hold the open rollout at its share of traffic; what is proven worse still goes back.',
  examples: ['signalbox pause', 'signalbox pause --pipeline iris'],
  exits: operatedExits,
  harmless: false,
  configure: () => {},
  act: (session, _args, { json }) => operated(session, { operation: 'pause' }, json),
};
