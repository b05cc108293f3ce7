import { InternalError } from '../core/errors.ts';
import type { ApproveInput } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { Ports } from '../ports.ts';
import { tell } from './answer-approval.ts';
import { type Approval, approvalSchema, sameQuestion } from './records/approval.ts';
import { update } from './records/json-object.ts';
import { plannedRelease } from './support/planned-release.ts';
import { readAdmission, readRequest } from './support/run-records.ts';

/**
 * Asks a person, and leaves the execution waiting for its task token. Asking again (a retry has a new token) keeps the
 * question, and an answer that was given to it.
 */
export async function approve({ runId, taskToken }: ApproveInput, ports: Ports): Promise<{ expiresAt: string }> {
  const { store, clock, notifier, place } = ports;
  const { pipeline, change } = await readRequest(store, runId);
  const { policy } = await readAdmission(store, runId);
  const { question } = await plannedRelease(runId, ports);
  if (!question)
    throw new InternalError('nothing-to-ask', `run ${runId} needs no approval, and its machine asked for one`);
  const now = clock.now();
  const fresh: Approval = {
    runId,
    pipeline,
    question,
    token: taskToken,
    askedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + policy.release.approvalTimeLimitSeconds * 1_000).toISOString(),
    answer: null,
    told: false,
  };
  const kept = await update(store, layout.approval(runId), approvalSchema, (before) =>
    before && sameQuestion(before.question, question) ? { ...before, token: taskToken, told: false } : fresh,
  );
  const asked = kept ?? fresh;
  const { expiresAt } = asked;
  if (asked.answer) await tell(asked, ports);
  else
    await notifier.announce({
      kind: 'approval',
      pipeline,
      runId,
      sentence: sentenceOf(asked, place, change?.host === 'github'),
      facts: { ...question, expiresAt },
    });
  return { expiresAt };
}

function sentenceOf(
  { runId, pipeline, question, expiresAt }: Approval,
  place: Ports['place'],
  onGitHub: boolean,
): string {
  const { version, champion, sentence } = question;
  const to = champion === null ? '' : ` (${champion} serves now)`;
  const where = place === 'aws' ? ` --pipeline ${pipeline}` : '';
  const comment = onGitHub ? `, or comment on GitHub: /signalbox approve ${runId} …` : '';
  return `${pipeline} ${version}${to} waits for approval until ${expiresAt}: ${sentence}. Answer with: signalbox approve ${runId}${where} --reason "…"${comment}; reject instead of approve says no`;
}
