import * as z from 'zod';
import { codeHostKinds } from './code-change.ts';

/** Somebody answers by a comment whether a run may release; whether they may is the code host's to say. */
export const approvalCommentSchema = z.strictObject({
  host: z.enum(codeHostKinds),
  runId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  approve: z.boolean(),
  /** Login of who wrote it. */
  by: z.string().min(1).max(128),
  reason: z.string().max(500),
  /** When it was written, ISO 8601 UTC: it answers no question that was asked later. */
  saidAt: z.iso.datetime(),
});
export type ApprovalComment = z.output<typeof approvalCommentSchema>;

const command = /^\/signalbox[ \t]+(approve|reject)[ \t]+([a-z0-9-]{1,40})(?:[ \t]+([^\r\n]*))?[ \t]*(?:\r?\n|$)/;

/**
 * Reads `/signalbox approve <run> <reason>` or `/signalbox reject …` from the first line of a comment; undefined when it is
 * any other comment.
 */
export function approvalIn(body: string): Pick<ApprovalComment, 'runId' | 'approve' | 'reason'> | undefined {
  const [, word, runId, reason = ''] = command.exec(body.slice(0, 2_000)) ?? [];
  if (word === undefined || runId === undefined) return undefined;
  return { runId, approve: word === 'approve', reason: reason.trim().slice(0, 500).toWellFormed() };
}
