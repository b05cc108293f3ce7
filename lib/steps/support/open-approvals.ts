import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';
import { type Approval, type ApprovalQuestion, approvalSchema } from '../records/approval.ts';
import { readJson } from '../records/json-object.ts';

/** The longest time limit of an approval is a week; older questions have ended one way or the other. */
const longestWaitMs = 8 * 86_400_000;

/** An open question as it is listed: without what answers it. */
export type WaitingApproval = Pick<Approval, 'runId' | 'askedAt' | 'expiresAt'> & Omit<ApprovalQuestion, 'candidate'>;

/** Those that nobody has answered yet, who waits longest first. */
export async function waitingApprovals(ports: Pick<Ports, 'store' | 'clock'>): Promise<WaitingApproval[]> {
  const unanswered = (await openApprovals(ports)).filter(({ answer }) => answer === null);
  return unanswered.map(({ runId, askedAt, expiresAt, question: { candidate: _, ...question } }) => ({
    runId,
    ...question,
    askedAt,
    expiresAt,
  }));
}

/** Questions whose run has not ended, and has not heard an answer. */
export async function openApprovals({ store, clock }: Pick<Ports, 'store' | 'clock'>): Promise<Approval[]> {
  const open: Approval[] = [];
  const since = new Date(clock.now().getTime() - longestWaitMs).toISOString();
  for await (const { key, modifiedAt } of store.list(layout.approvals)) {
    if (modifiedAt < since) continue;
    const approval = (await readJson(store, key, approvalSchema))?.value;
    if (approval && !approval.told && !(await store.get(layout.outcome(approval.runId)))) open.push(approval);
  }
  return open.sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1));
}
