import { canonicalJson } from '../../core/canonical-json.ts';
import { profileLines } from '../print/profile.ts';
import { write } from '../print/write.ts';
import type { CliCommand } from './command.ts';
import { dataFormat, dataFormatOptions } from './options.ts';

export const profile: CliCommand = {
  name: 'profile',
  summary:
    'Tell what data holds, column by column; with --output, as a profile that `drift` and `validate` compare with.',
  examples: ['signalbox profile drop.parquet', 'signalbox profile drops/2026-11 --output november.json'],
  exits: ['pass', 'usage', 'input', 'ours'],
  harmless: true,
  hereOnly: true,
  configure: (command) => {
    command
      .argument('<data...>', 'data files of one data set, or folders of them')
      .option('--output <file>', 'where to write the profile as JSON (default: not written)');
    dataFormatOptions(command);
  },
  act: async ({ here, print }, data, { json, output, ...options }) => {
    const made = await here.profile({ data, format: dataFormat(options) });
    if (output !== undefined) await write(print, canonicalJson(made), output);
    else if (json) print.json(made);
    else print.lines(profileLines(made));
    return 'pass';
  },
};
