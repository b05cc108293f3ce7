import type { GateRecord } from '../core/gate.ts';
import type { PlanReleaseOutput, StepContext } from '../core/step-io.ts';
import type { Ports } from '../ports.ts';
import { type Approval, isApproved, readApproval } from './records/approval.ts';
import { acquireLease, releaseLease } from './records/lease.ts';
import { enqueue } from './records/queue.ts';
import { overtakenBy } from './support/overtaken.ts';
import { plannedRelease } from './support/planned-release.ts';
import { recoverRollout, rolloutUnderWay } from './support/recover-rollout.ts';
import { readRequest, writeGate } from './support/run-records.ts';
import { otherCode } from './support/up-to-date.ts';
import { wakeNext } from './support/wake.ts';

/**
 * The last look before a release is cut: whether it is still this run's turn, whether the champion is still the one that the
 * candidate was judged against, and whether a person has to agree. While one is asked the lease is free, so that others release
 * and roll back meanwhile; afterwards the run waits for its turn again, and everything is looked at anew.
 */
export async function planRelease(input: StepContext, ports: Ports): Promise<PlanReleaseOutput> {
  const { runId, executionArn } = input;
  const request = await readRequest(ports.store, runId);
  const { pipeline } = request;
  const said = { token: 0, waitSeconds: 0 };
  const turn = await acquireLease(ports, pipeline, { executionArn, runId, next: true });
  if (!turn.held) {
    const sentence = `run ${turn.runId} is under way; this one is next`;
    return { ...said, decision: 'wait', waitSeconds: await patience(runId, ports), sentence };
  }
  const { token } = turn;
  await recoverRollout(pipeline, ports);
  if (await rolloutUnderWay(pipeline, ports)) {
    const sentence = 'traffic is still on its way from the last rollout; this run is next';
    return { ...said, decision: 'wait', token, waitSeconds: 60, sentence };
  }
  const overtaken = await overtakenBy(request, ports);
  if (overtaken) return { ...said, decision: 'supersede', token, sentence: overtaken };
  const newer = await otherCode(request, ports);
  if (newer) {
    await enqueue(ports.store, pipeline, request);
    return { ...said, decision: 'supersede', token, sentence: `its data is trained again, with the code of ${newer}` };
  }
  const { question, champion, judgedAgainst, serves } = await plannedRelease(runId, ports);
  if (champion !== judgedAgainst) {
    const sentence = `it was judged against ${judgedAgainst ?? 'no champion'}, and ${champion ?? 'nothing'} serves now: it is judged again`;
    return { ...said, decision: 'rejudge', token, sentence };
  }
  if (serves) return { ...said, decision: 'keep', token, sentence: `${champion} has the same code, image and model` };
  const approval = question ? await readApproval(ports.store, runId) : undefined;
  if (question && !isApproved(approval, question)) {
    if (await releaseLease(ports, pipeline, executionArn)) await wakeNext(pipeline, ports);
    return { ...said, decision: 'ask', sentence: `the policy asks for approval: ${question.rule}` };
  }
  if (approval) await writeGate(ports.store, runId, gateOf(approval));
  return { ...said, decision: 'cut', token, sentence: 'it can be released' };
}

/** Soon for ten minutes after the answer, then seldom: a look takes nine events of a history's 25,000, and rollouts may last a week. */
async function patience(runId: string, { store, clock }: Ports): Promise<number> {
  const answered = (await readApproval(store, runId))?.answer?.at;
  const waitedMs = answered === undefined ? 0 : clock.now().getTime() - Date.parse(answered);
  return waitedMs < 600_000 ? 10 : 300;
}

function gateOf({ answer, question, askedAt }: Approval): GateRecord {
  const { by = 'nobody', at = askedAt, reason = '' } = answer ?? {};
  const sentence = `${question.version} was approved by ${by}${reason === '' ? '' : `: ${reason}`}`;
  const check = {
    check: 'approval',
    subject: question.version,
    verdict: 'pass' as const,
    sentence,
    observed: by,
    allowed: `asked for by the rule ${question.rule}`,
  };
  return { gate: 'approval', verdict: 'pass', sentence, checks: [check], decidedAt: at };
}
