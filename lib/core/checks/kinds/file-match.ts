import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { type DataFile, hashAlgorithms } from '../files/data-file.ts';
import { judgeShare, notSelected } from '../files/judge-share.ts';
import { equalTo, unhashed } from '../files/same.ts';
import { fileArgs, selectFiles } from '../files/select.ts';

const digits = { MD5: 32, 'SHA-1': 40, 'SHA-256': 64 } as const;

/** Each file that holds the data has one of some hashes, or the same content as a file under another path, and the other way round. */
export const fileMatch = defineCheck({
  kind: 'file-match',
  args: z
    .strictObject({
      ...fileArgs,
      algorithm: z.enum(hashAlgorithms).default('SHA-256'),
      /** What each file must have one of. */
      hashes: z.array(z.string().toLowerCase()).min(1).optional(),
      /** Where the files are that they must equal. */
      other: z.string().min(1).optional(),
      /** Whether names must be the same too; they are those within a folder. */
      matchFileName: z.boolean().default(false),
      /** None of them, instead of one. */
      not: z.boolean().optional(),
    })
    .refine(({ hashes, other }) => (hashes === undefined) !== (other === undefined), {
      error: 'needs either hashes, or another path',
    })
    .superRefine(({ hashes, algorithm }, context) => {
      const wrong = hashes?.find((hash) => !new RegExp(`^[0-9a-f]{${digits[algorithm]}}$`).test(hash));
      if (wrong !== undefined)
        context.addIssue(
          `${JSON.stringify(wrong)} is no ${algorithm}, which has ${digits[algorithm]} hexadecimal digits`,
        );
    }),
  takes: none,
  ofFiles: ({ algorithm, hashes, other, matchFileName, not = false, ...filter }, facts, check) => {
    const like = matchFileName ? 'the same in name and content' : 'the same';
    const listed =
      hashes?.length === 1 ? `with the ${algorithm} ${hashes[0]}` : `with one of ${hashes?.length} ${algorithm}`;
    const allowed = hashes ? `${not ? 'other than ' : ''}one ${listed}` : `${like} as a file under the other path`;
    const mine = selectFiles(filter, facts);
    const theirs = other === undefined ? { files: [] } : selectFiles({ ...filter, path: other }, facts);
    const why = mine.why ?? theirs.why;
    if (mine.why !== undefined || theirs.why !== undefined) return notSelected(why ?? '', `every file ${allowed}`);
    const there = new Set(theirs.files);
    const here = new Set(mine.files);
    const holds = (file: DataFile): boolean | undefined => {
      if (!hashes) return equalTo(file, [...(here.has(file) ? there : here)], { algorithm, names: matchFileName });
      const hash = file.hashes?.[algorithm];
      return hash === undefined ? undefined : hashes.includes(hash) !== not;
    };
    const tell = (file: DataFile) => {
      const hash = file.hashes?.[algorithm];
      return hashes && hash ? `${file.name} (${hash})` : file.name;
    };
    const words = { allowed, tell, unknown: (file: DataFile) => unhashed(file, algorithm) };
    return judgeShare([...new Set([...here, ...there])], holds, words, check);
  },
});
