import type { CliCommand } from './command.ts';
import { operated, operatedExits } from './operated.ts';

export const resume: CliCommand = {
  name: 'resume',
  summary: 'Let a rollout go on that was paused, with the time it had left.',
  examples: ['signalbox resume', 'signalbox resume --pipeline iris'],
  exits: operatedExits,
  harmless: false,
  configure: () => {},
  act: (session, _args, { json }) => operated(session, { operation: 'resume' }, json),
};
