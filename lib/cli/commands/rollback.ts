import { UsageError } from '../../core/errors.ts';
import type { CliCommand } from './command.ts';
import { operated, operatedExits } from './operated.ts';

export const rollback: CliCommand = {
  name: 'rollback',
  summary: 'Take an open rollout back, or bring all traffic back to an earlier release; safe to run twice.',
  examples: ['signalbox rollback', 'signalbox rollback --to 1.0.1', 'signalbox rollback --to 1.0.1 --overwrite'],
  exits: operatedExits,
  harmless: false,
  configure: (command) => {
    command
      .argument('[version]', 'the same as --to')
      .option(
        '--to <version>',
        'release to serve (default: what an open rollout began from, or the one before that which serves)',
      )
      .option('--overwrite', 'take over traffic that somebody else has moved');
  },
  act: (session, [version], { to = version, overwrite, json }) => {
    if (version !== undefined && to !== version)
      throw new UsageError('two-versions', `got ${version} and --to ${to}; name one release to go back to`);
    if (overwrite && to === undefined)
      throw new UsageError(
        'no-version',
        '--overwrite needs to know what shall serve instead: name it with --to VERSION',
      );
    const request = { operation: 'rollback' as const, ...(to === undefined ? {} : { to }) };
    return operated(session, overwrite ? { ...request, overwrite } : request, json);
  },
};
