import { Argument } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { releaseLines } from '../print/release-detail.ts';
import { diffLines } from '../print/release-diff.ts';
import type { CliCommand } from './command.ts';

export const release: CliCommand = {
  name: 'release',
  summary: 'Show one release with all that it was made of, or what differs between two.',
  examples: [
    'signalbox release show 1.1.0',
    'signalbox release diff 1.0.0 1.1.0',
    'signalbox release diff 1.0.0 1.1.0 --all',
  ],
  exits: ['pass', 'usage', 'input', 'ours'],
  harmless: true,
  configure: (command) => {
    command
      .addArgument(new Argument('<action>', 'what to do').choices(['show', 'diff']))
      .argument('<version>', 'release, as `signalbox releases` lists it')
      .argument('[other]', 'release to compare it with')
      .option('--all', 'of a diff, also what is the same');
  },
  act: async ({ place, print }, [action, version = '', other], { json, all }) => {
    if ((action === 'diff') !== (other !== undefined))
      throw new UsageError(
        'usage',
        action === 'diff' ? 'diff compares two releases; got one' : 'show takes one release',
      );
    if (other === undefined) {
      const detail = await place.records.show(version);
      if (json) print.json(detail);
      else print.lines(releaseLines(detail, print.paint));
    } else {
      const diff = await place.records.diff(version, other);
      if (json) print.json(diff);
      else print.lines(diffLines(diff, { all: all === true }));
    }
    return 'pass';
  },
};
