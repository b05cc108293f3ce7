import { ConflictError, UsageError } from '../core/errors.ts';
import type { Outcome } from '../core/run.ts';
import { outcomeSchema } from '../core/run-schemas.ts';
import { layout } from '../core/store-layout.ts';
import type { Ports } from '../ports.ts';
import { type Approval, approvalSchema, readApproval } from './records/approval.ts';
import { readJson, update } from './records/json-object.ts';
import { overtakenBy } from './support/overtaken.ts';
import { readRequest } from './support/run-records.ts';

export interface Answer {
  runId: string;
  approve: boolean;
  /** Who answers, as the place knows them. */
  by: string;
  reason: string;
  /** When they said so, where that was before it is heard; ISO 8601, UTC. */
  saidAt?: string;
}

type AnswerPorts = Pick<Ports, 'store' | 'executions' | 'clock'>;

/**
 * Answers a run that waits for approval. The first answer stands, and is on record before the execution is told, so that a
 * command that dies in between loses nothing: the reaper tells it.
 * @throws UsageError `not-asked`; ConflictError `run-ended`, `approval-expired`, `already-answered`, `asked-anew`, `superseded`
 */
export async function answerApproval(answer: Answer, ports: AnswerPorts): Promise<string> {
  const { runId, approve, by, reason } = answer;
  const { store, clock } = ports;
  const approval = await waiting(runId, ports);
  refuseOlder(answer, approval);
  const given = { approve, by, reason, at: clock.now().toISOString() };
  const kept = await update(store, layout.approval(runId), approvalSchema, (now) => {
    if (now?.answer !== null) return undefined;
    if (now.askedAt !== approval.askedAt) throw askedAnew(now);
    return { ...now, answer: given };
  });
  const mine = kept?.answer?.at === given.at && kept.answer.by === by && kept.answer.approve === approve;
  if (kept?.answer && !mine) throw answered(kept);
  await tell(kept ?? { ...approval, answer: given }, ports);
  const why = reason === '' ? '' : `: ${reason}`;
  return `run ${runId} was ${approve ? 'approved' : 'rejected'} by ${by}${why}`;
}

/** Hands an answer that is on record to the execution that waits for it; harmless when it has it, or has gone. */
export async function tell(
  approval: Approval,
  { store, executions }: Pick<Ports, 'store' | 'executions'>,
): Promise<void> {
  const { runId, token, answer } = approval;
  if (!answer) return;
  await executions.answer(token, { goOn: answer.approve, reason: `${answer.by}: ${answer.reason}` });
  await update(store, layout.approval(runId), approvalSchema, (now) =>
    now && now.token === token && !now.told ? { ...now, told: true } : undefined,
  );
}

async function waiting(runId: string, ports: AnswerPorts): Promise<Approval> {
  const { store, clock } = ports;
  const approval = await readApproval(store, runId);
  const outcome = (await readJson(store, layout.outcome(runId), outcomeSchema))?.value;
  if (outcome)
    throw new ConflictError('run-ended', `run ${runId} has ended as ${words(outcome.outcome)}: ${outcome.sentence}`);
  if (!approval) throw new UsageError('not-asked', `run ${runId} does not wait for approval`);
  if (approval.answer) {
    // Whoever answered first may have died before the execution heard of it.
    await tell(approval, ports);
    throw answered(approval);
  }
  if (approval.expiresAt <= clock.now().toISOString())
    throw new ConflictError('approval-expired', `run ${runId} could be answered until ${approval.expiresAt}`);
  const overtaken = await overtakenBy(await readRequest(store, runId), ports);
  if (overtaken) {
    // It goes on, sees the same, and ends.
    await ports.executions.answer(approval.token, { goOn: true, reason: overtaken });
    throw new ConflictError('superseded', `run ${runId} cannot be released any more: ${overtaken}`);
  }
  return approval;
}

/** GitHub's times are whole seconds. */
const oneSecondMs = 1_000;

/** What is delivered late, or twice, is no answer to what was asked since: of another champion, or another version. */
function refuseOlder({ saidAt }: Answer, approval: Approval): void {
  if (saidAt !== undefined && Date.parse(saidAt) + oneSecondMs <= Date.parse(approval.askedAt))
    throw askedAnew(approval);
}

function askedAnew({ runId, askedAt, question: { version, champion } }: Approval): ConflictError {
  const over = champion === null ? '' : ` over ${champion}`;
  return new ConflictError(
    'asked-anew',
    `run ${runId} asked at ${askedAt} whether to release ${version}${over}, and this was said before that; answer again`,
  );
}

function answered({ runId, answer }: Approval): ConflictError {
  const { approve, by, at, reason } = answer ?? { approve: false, by: 'somebody', at: 'some time', reason: '' };
  const why = reason === '' ? '' : `: ${reason}`;
  return new ConflictError(
    'already-answered',
    `run ${runId} was ${approve ? 'approved' : 'rejected'} by ${by} at ${at}${why}`,
  );
}

function words(outcome: Outcome): string {
  return outcome.replaceAll('_', ' ');
}
