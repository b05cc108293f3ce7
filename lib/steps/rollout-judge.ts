import { ConflictError } from '../core/errors.ts';
import { sameTraffic } from '../core/rollout/same-traffic.ts';
import type { RolloutJudgeInput, RolloutJudgeOutput } from '../core/rollout/step-io.ts';
import type { JudgedWindow, RolloutEvidence } from '../core/run.ts';
import { evidenceSchema } from '../core/run-schemas.ts';
import { layout } from '../core/store-layout.ts';
import type { Ports } from '../ports.ts';
import { readJson, update } from './records/json-object.ts';
import { beginMove, endMove } from './records/move.ts';
import { leftAt, readRollout } from './records/rollout-record.ts';
import type { RolloutRecord } from './records/rollout-schema.ts';
import { appended } from './support/evidence.ts';
import { judgeWindows } from './support/judge-windows.ts';
import { ownRollout } from './support/rollout-context.ts';
import { blankEvidence } from './support/rollout-end.ts';
import { readAdmission } from './support/run-records.ts';
import { surpriseOf } from './support/surprise.ts';

/**
 * Looks at the whole windows since the last look, decides, and keeps all of it as evidence in one conditional write: a window counts
 * once, and a repeated call finds the decision that was already taken.
 */
export async function rolloutJudge(input: RolloutJudgeInput, ports: Ports): Promise<RolloutJudgeOutput> {
  const said = { step: input.step, looks: input.looks + 1 };
  const own = await ownRollout(input, ports);
  if (own.over) return { ...said, decision: 'over', sentence: 'an operator ended the rollout' };
  const { pipeline, record } = own;
  // They may have gone away while traffic was on its way: whoever goes on with it finishes it.
  if (record.state === 'promoting') return { ...said, decision: 'over', sentence: 'an operator promotes it' };
  const waits = record.paused ? `${record.paused.by} holds it since ${record.paused.at}` : null;
  if (record.step !== input.step)
    return { ...said, decision: waits ? 'continue' : 'advance', sentence: waits ?? 'traffic was not shifted yet' };
  const moved = await elsewhere(pipeline, record, ports);
  if (moved === 'ours')
    return { ...said, decision: 'advance', sentence: 'a late write had moved traffic: it is set again' };
  if (moved === 'foreign') return { ...said, decision: 'over', sentence: 'somebody else moved traffic' };
  const last = await judged(input, record, ports);
  if (!last) return { ...said, decision: 'continue', sentence: 'no new window yet' };
  const { decision, sentence } = last;
  await tell(decision === 'roll_back', own, ports);
  if (waits && decision !== 'roll_back') return { ...said, decision: 'continue', sentence: waits };
  return { ...said, decision, step: decision === 'advance' ? input.step + 1 : input.step, sentence };
}

/** Where a target moves traffic by itself it goes back at this word: as before any change of traffic, that is written down first. */
async function tell(worse: boolean, { pipeline, record }: { pipeline: string; record: RolloutRecord }, ports: Ports) {
  if (!ports.beacon) return;
  if (!worse || !record.goesOn) return ports.beacon.tell(worse);
  const { runId, token, from: route } = record;
  const move = { runId, token, route, kind: 'converge' } as const;
  try {
    const known = await beginMove(ports, pipeline, move);
    await ports.beacon.tell(true);
    await endMove(ports, pipeline, move, 'pending', { known });
  } catch (error) {
    // It was ended meanwhile: what becomes of it is decided, and the word would be about somebody else's.
    if (!(error instanceof ConflictError)) throw error;
  }
}

/** Whether traffic is still where we left it; where a target moves it by itself, that is under way and no news. */
async function elsewhere(target: string, record: RolloutRecord, ports: Ports): Promise<'ours' | 'foreign' | null> {
  const live = await ports.target.observe();
  const surprise = surpriseOf(live, record, ports);
  if (!surprise || surprise === 'soon') {
    const rests = live.pending === undefined && !record.goesOn && surprise !== 'soon';
    return rests && !sameTraffic(live, leftAt(record)) ? 'ours' : null;
  }
  // Whoever of us moves traffic writes it down first.
  const now = await readRollout(ports.store, target);
  return now?.runId === record.runId && sameTraffic(leftAt(now), leftAt(record)) && now.state === record.state
    ? 'foreign'
    : 'ours';
}

/** The last window judged in this step, by us or by a call at the same time; undefined before the first. */
async function judged(
  { runId, step }: RolloutJudgeInput,
  record: RolloutRecord,
  ports: Ports,
): Promise<JudgedWindow | undefined> {
  const key = layout.evidence(runId);
  const evidence: RolloutEvidence = (await readJson(ports.store, key, evidenceSchema))?.value ?? blankEvidence(record);
  const before = evidence.windows.at(-1);
  const here = before?.step === step ? before : undefined;
  if (here && here.decision !== 'continue') return here;
  const { policy } = await readAdmission(ports.store, runId);
  const { windows, verdict, state } = await judgeWindows(record, policy, evidence, ports);
  if (windows.length === 0) return here;
  const stored = await update(ports.store, key, evidenceSchema, (now) =>
    appended(now ?? evidence, windows, { verdict, state, limits: policy.rollout }),
  );
  return stored?.windows.at(-1) ?? windows.at(-1);
}
