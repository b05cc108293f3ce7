import * as z from 'zod';
import { type ApprovalComment, approvalCommentSchema } from '../approval-comment.ts';
import { InputError } from '../errors.ts';
import type { Trigger } from './trigger.ts';

const message = z.object({ signalbox: z.literal('answer'), answer: approvalCommentSchema });

/** What the webhook sends when a comment answers whether a run may release. */
export function answerMessage(answer: ApprovalComment): z.output<typeof message> {
  return { signalbox: 'answer', answer };
}

/** Starts nothing: it lets a run go on, or ends it. */
export const answer: Trigger = {
  name: 'answer',
  read(event) {
    if (!z.object({ signalbox: z.literal('answer') }).safeParse(event).success) return undefined;
    const asked = message.safeParse(event);
    if (asked.success) return { ask: 'answer', answer: asked.data.answer };
    const [issue] = asked.error.issues;
    throw new InputError('bad-answer', `an answer: ${issue?.path.join('.')}: ${issue?.message}`);
  },
};
