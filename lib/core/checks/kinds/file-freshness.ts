import * as z from 'zod';
import { defineCheck, none } from '../check.ts';
import { judgeShare, notSelected } from '../files/judge-share.ts';
import { describeMoments, limitsAt, momentArgs } from '../files/moment.ts';
import { fileArgs, selectFiles } from '../files/select.ts';
import { within } from '../limits.ts';

/** When each file that holds the data was last modified lies within limits; `now` is when the verdict was asked for. */
export const fileFreshness = defineCheck({
  kind: 'file-freshness',
  args: z.strictObject({ ...fileArgs, ...momentArgs }),
  takes: none,
  ofFiles: (args, facts, check) => {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, not, timeZone, ...filter } = args;
    const limits = limitsAt({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, not, timeZone }, facts.askedAt);
    const allowed = `modified ${describeMoments(limits)}`;
    const selected = selectFiles(filter, facts);
    if (selected.why !== undefined) return notSelected(selected.why, `every file ${allowed}`);
    const words = {
      allowed,
      tell: ({ name, modifiedAt }: { name: string; modifiedAt?: string | undefined }) => `${name} (${modifiedAt})`,
      unknown: ({ name }: { name: string }) => `it is not known when ${name} was modified`,
    };
    const holds = ({ modifiedAt }: { modifiedAt?: string | undefined }) =>
      modifiedAt === undefined ? undefined : within(limits, modifiedAt);
    return judgeShare(selected.files, holds, words, check);
  },
});
