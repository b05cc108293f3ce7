import * as z from 'zod';
import { verdicts } from '../../core/gate.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson } from './json-object.ts';

const answerSchema = z.strictObject({
  approve: z.boolean(),
  /** Who answered, as the place knows them: an ARN, a login, a user of this machine. */
  by: z.string().min(1),
  reason: z.string(),
  at: z.iso.datetime(),
});

/** What a person is asked to approve; another candidate, version or champion is another question. */
const questionSchema = z.strictObject({
  candidate: z.string(),
  version: z.string(),
  champion: z.string().nullable(),
  /** Why a person must: the rule of the policy that fits. */
  rule: z.enum(['always', 'major', 'overridden']),
  /** What the model gate said. */
  verdict: z.enum(verdicts),
  sentence: z.string(),
});
export type ApprovalQuestion = z.output<typeof questionSchema>;

/** `approvals/<run>.json`: one question and its one answer. The first answer stands. */
export const approvalSchema = z.strictObject({
  runId: z.string(),
  pipeline: z.string(),
  question: questionSchema,
  /** What Step Functions takes the answer with. */
  token: z.string(),
  askedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  answer: answerSchema.nullable(),
  /** Whether the waiting execution has the answer. */
  told: z.boolean(),
});
export type Approval = z.output<typeof approvalSchema>;

export async function readApproval(store: ObjectStore, runId: string): Promise<Approval | undefined> {
  return (await readJson(store, layout.approval(runId), approvalSchema))?.value;
}

/** Whether this very question was answered with yes. */
export function isApproved(approval: Approval | undefined, question: ApprovalQuestion): boolean {
  return approval?.answer?.approve === true && sameQuestion(approval.question, question);
}

export function sameQuestion(one: ApprovalQuestion, other: ApprovalQuestion): boolean {
  return one.candidate === other.candidate && one.version === other.version && one.champion === other.champion;
}
