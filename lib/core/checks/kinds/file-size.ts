import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { describeBytes, inWords } from '../files/bytes.ts';
import { judgeShare, notSelected } from '../files/judge-share.ts';
import { fileArgs, selectFiles } from '../files/select.ts';
import { describeLimits, within } from '../limits.ts';

const bytes = z.number().optional();
const limits = { minimum: bytes, maximum: bytes, exclusiveMinimum: bytes, exclusiveMaximum: bytes };

/** The size in bytes of each file that holds the data lies within limits. */
export const fileSize = defineCheck({
  kind: 'file-size',
  args: z.strictObject({ ...fileArgs, ...limits, not: z.boolean().optional() }),
  takes: none,
  ofFiles: ({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, not, ...filter }, facts, check) => {
    const limits = { minimum, maximum, exclusiveMinimum, exclusiveMaximum, not };
    const allowed = describeLimits(inWords(limits));
    const selected = selectFiles(filter, facts);
    if (selected.why !== undefined) return notSelected(selected.why, `every file ${allowed}`);
    const words = {
      allowed,
      tell: ({ name, size }: { name: string; size: number }) => `${name} (${describeBytes(size)})`,
      unknown: ({ name }: { name: string }) => `the size of ${name} is not known`,
    };
    return judgeShare(selected.files, ({ size }) => within(limits, size), words, check);
  },
});
