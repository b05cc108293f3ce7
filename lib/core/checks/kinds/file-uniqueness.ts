import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { type DataFile, hashAlgorithms } from '../files/data-file.ts';
import { notSelected } from '../files/judge-share.ts';
import { baseName, equalTo, unhashed } from '../files/same.ts';
import { fileArgs, namesOf, selectFiles } from '../files/select.ts';
import { describeLimits, shown, within } from '../limits.ts';

const share = z.number().optional();
const limits = { minimum: share, maximum: share, exclusiveMinimum: share, exclusiveMaximum: share };

/** The share of the files that hold the data whose content no other of them has lies within limits. */
export const fileUniqueness = defineCheck({
  kind: 'file-uniqueness',
  args: z.strictObject({
    ...fileArgs,
    ...limits,
    not: z.boolean().optional(),
    algorithm: z.enum(hashAlgorithms).default('SHA-256'),
    /** No two may have the same name either; names are those within a folder. */
    matchFileName: z.boolean().default(false),
  }),
  takes: none,
  ofFiles: (args, facts) => {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, not, algorithm, matchFileName, ...filter } = args;
    const limits = { minimum, maximum, exclusiveMinimum, exclusiveMaximum, not };
    const allowed = describeLimits(limits);
    const selected = selectFiles(filter, facts);
    if (selected.why !== undefined) return notSelected(selected.why, allowed);
    const { files } = selected;
    const repeats = (file: DataFile): boolean | undefined => {
      const others = files.filter((other) => other !== file);
      if (matchFileName && others.some((other) => baseName(other) === baseName(file))) return true;
      return equalTo(file, others, { algorithm, names: false });
    };
    const known = files.map((file) => ({ file, repeats: repeats(file) }));
    const same = known.filter((one) => one.repeats === true).map(({ file }) => file);
    const open = known.filter((one) => one.repeats === undefined).map(({ file }) => file);
    const shareOf = (repeated: number) => (files.length - repeated) / files.length;
    const verdicts = new Set(
      Array.from({ length: open.length + 1 }, (_, more) => within(limits, shareOf(same.length + more))),
    );
    const [first] = open;
    if (first && verdicts.size > 1)
      return {
        verdict: 'inconclusive',
        observed: null,
        allowed,
        clause: `${unhashed(first, algorithm)}, and it may equal another of its size`,
      };
    const ratio = shareOf(same.length);
    const told = same.length === 0 ? '' : `; these are not: ${namesOf(same)}`;
    return {
      verdict: verdicts.has(true) ? 'pass' : 'fail',
      observed: first ? null : ratio,
      allowed,
      clause: `the share of ${files.length} files that are like no other is ${first ? 'at most ' : ''}${shown(ratio)}, allowed ${allowed}${told}`,
    };
  },
});
