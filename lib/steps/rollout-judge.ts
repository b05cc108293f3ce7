import { InternalError } from '../core/errors.ts';
import { judge } from '../core/rollout/judge.ts';
import type { JudgedWindow, RolloutEvidence } from '../core/run.ts';
import { evidenceSchema } from '../core/run-schemas.ts';
import type { RolloutJudgeOutput, RolloutStepInput } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { Ports } from '../ports.ts';
import { readJson, update } from './records/json-object.ts';
import type { RolloutRecord } from './records/rollout-record.ts';
import { ownRollout } from './support/rollout-context.ts';
import { readAdmission } from './support/run-records.ts';

/**
 * Looks at the traffic since the last look, decides, and keeps both as evidence in one conditional write: a window counts once,
 * and a repeated call finds the decision that was already taken.
 */
export async function rolloutJudge(input: RolloutStepInput, ports: Ports): Promise<RolloutJudgeOutput> {
  const { record } = await ownRollout(input, ports);
  const key = layout.evidence(input.runId);
  const evidence = (await readJson(ports.store, key, evidenceSchema))?.value ?? blank(record);
  const last = evidence.windows.at(-1);
  if (last && last.step === input.step && last.decision !== 'continue') return answer(last);
  const from = last?.step === input.step ? last.to : shiftedAt(record, input.step);
  const { window, verdict, limits } = await look(input.step, from, evidence, record, ports);
  if (window === undefined) return { decision: 'continue', step: input.step, sentence: 'no new window yet' };
  const stored = await update(ports.store, key, evidenceSchema, (now) =>
    append(now ?? { ...evidence, limits }, window, verdict),
  );
  // What is on record was decided, be it by us or by a call at the same time.
  return answer(stored?.windows.at(-1) ?? window);
}

function blank({ version, champion, plan }: RolloutRecord): RolloutEvidence {
  return { version, champion, strategy: plan.strategy, windows: [], verdict: null, sentence: '' };
}

function shiftedAt(record: RolloutRecord, step: number): string {
  if (record.step === step && record.shiftedAt) return record.shiftedAt;
  throw new InternalError('not-shifted', `step ${step} is to be judged, but traffic was not shifted to it`);
}

async function look(step: number, from: string, evidence: RolloutEvidence, record: RolloutRecord, ports: Ports) {
  const { policy } = await readAdmission(ports.store, record.runId);
  const to = ports.clock.now().toISOString();
  if (to <= from) return { window: undefined, verdict: null, limits: undefined };
  const arms = await ports.metrics.read(from, to);
  const arm = (id: string | null) => arms.find((a) => a.servableId === id) ?? null;
  const candidate = arm(record.candidateServable);
  const secondsInStep = (Date.parse(to) - Date.parse(shiftedAt(record, step))) / 1000;
  const ruling = judge({
    rules: policy.rollout.judge,
    plan: record.plan,
    step,
    secondsInStep,
    earlier: evidence.windows,
    candidate,
    hasChampion: record.champion !== null,
  });
  const window: JudgedWindow = {
    from,
    to,
    step,
    candidatePercent: record.plan.stepPercents[step] ?? 0,
    candidate,
    champion: arm(record.stableServable),
    decision: ruling.decision,
    sentence: ruling.sentence,
  };
  const { maxErrorRate, maxLatencyP99Ms } = policy.rollout.judge;
  return { window, verdict: ruling.verdict, limits: { maxErrorRate, maxLatencyP99Ms } };
}

/** Unless somebody judged the same stretch at the same time: then theirs stands. */
function append(
  stored: RolloutEvidence,
  window: JudgedWindow,
  verdict: RolloutEvidence['verdict'],
): RolloutEvidence | undefined {
  const last = stored.windows.at(-1);
  if (last && last.step === window.step && last.to > window.from) return undefined;
  return { ...stored, windows: [...stored.windows, window], verdict, sentence: window.sentence };
}

/** The machine shifts to the step that is answered. */
function answer({ decision, step, sentence }: JudgedWindow): RolloutJudgeOutput {
  return { decision, step: decision === 'advance' ? step + 1 : step, sentence };
}
