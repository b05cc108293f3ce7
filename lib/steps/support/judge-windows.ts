import { messageOf } from '../../core/errors.ts';
import { judge } from '../../core/judge/judge.ts';
import type { Look, Ruling } from '../../core/judge/look.ts';
import type { Policy } from '../../core/policy/schema.ts';
import type { ArmWindow } from '../../core/rollout/traffic.ts';
import type { JudgedWindow, RolloutEvidence } from '../../core/run.ts';
import type { Ports } from '../../ports.ts';
import type { RolloutRecord } from '../records/rollout-schema.ts';
import { replayed } from './replay.ts';

/** After an outage the rest waits for the next look: each costs a query or two. */
const mostAtOnce = 60;

/** When nothing is known of a window so long after the step's time ran out, it counts as one without requests. */
const graceSeconds = 900;

export type Judged = Pick<RolloutEvidence, 'windows' | 'verdict' | 'state'>;

/** Judges, in order, the whole windows of this step that are known and were not judged yet, up to the first decision. */
export async function judgeWindows(
  record: RolloutRecord,
  policy: Policy,
  evidence: RolloutEvidence,
  ports: Ports,
): Promise<Judged> {
  const widthMs = record.plan.windowSeconds * 1000;
  let judged: Judged = { windows: [], verdict: evidence.verdict, state: evidence.state };
  let startMs = nextWindow(record, evidence.windows, widthMs);
  const { known, untilMs } = await horizon(record, ports);
  for (; startMs + widthMs <= untilMs && judged.windows.length < mostAtOnce; startMs += widthMs) {
    const seen = [...evidence.windows, ...judged.windows];
    const [from, to] = [new Date(startMs).toISOString(), new Date(startMs + widthMs).toISOString()];
    const { window, ruling } = await judgeOne({ record, policy, from, to, seen, known, state: judged.state }, ports);
    judged = { windows: [...judged.windows, window], verdict: ruling.verdict, state: ruling.state };
    if (ruling.decision !== 'continue') break;
  }
  return judged;
}

/** Windows begin at multiples of their width since the epoch, so that those of metrics and ours are the same; the first wholly after the shift. */
function nextWindow({ step, shiftedAt }: RolloutRecord, windows: JudgedWindow[], widthMs: number): number {
  const last = windows.at(-1);
  const after = Math.max(Date.parse(shiftedAt ?? ''), last ? Date.parse(last.to) : 0);
  return last?.step === step ? Date.parse(last.to) : Math.ceil(after / widthMs) * widthMs;
}

/** Up to when metrics are known, and up to when windows are judged: nobody waits for metrics that never come. */
async function horizon(record: RolloutRecord, ports: Ports): Promise<{ known: number; untilMs: number }> {
  const { manner, deadlineSeconds = 0 } = record.plan.steps[record.step] ?? {};
  const nowMs = ports.clock.now().getTime();
  if (manner === 'replayed') return { known: nowMs, untilMs: nowMs };
  const known = Math.min(nowMs, Date.parse(await ports.metrics.knownUntil()));
  const late = !record.paused && secondsInStep(record, nowMs) > deadlineSeconds + graceSeconds;
  return { known, untilMs: late ? nowMs : known };
}

interface OneWindow {
  record: RolloutRecord;
  policy: Policy;
  from: string;
  to: string;
  seen: JudgedWindow[];
  /** Up to when metrics are known, in milliseconds since the epoch. */
  known: number;
  state: unknown;
}

async function judgeOne(one: OneWindow, ports: Ports) {
  const { record, policy, from, to, seen, state } = one;
  const { plan, step } = record;
  const { percent = 0, manner = 'split' } = plan.steps[step] ?? {};
  const arms = await armsOf(one, ports);
  const ruling = rule({
    rules: policy.rollout.judge,
    strategy: policy.rollout.strategy,
    plan,
    step,
    secondsInStep: secondsInStep(record, Date.parse(to)),
    paused: record.paused !== null,
    state,
    earlier: seen,
    ...arms,
    hasChampion: record.champion !== null,
  });
  const { decision, sentence, statistics } = ruling;
  const window: JudgedWindow = {
    from,
    to,
    step,
    candidatePercent: percent,
    manner,
    ...arms,
    decision,
    sentence,
    statistics,
  };
  return { window, ruling };
}

async function armsOf(
  { record, policy, from, to, known }: OneWindow,
  ports: Ports,
): Promise<{ candidate: ArmWindow | null; champion: ArmWindow | null }> {
  if (record.plan.steps[record.step]?.manner === 'replayed') return replayed(record, policy, from, ports);
  if (known < Date.parse(to)) return { candidate: null, champion: null };
  const arms = await ports.metrics.read(from, to);
  const candidate = arms.find((arm) => arm.servableId === record.candidateServable && !arm.baseline) ?? null;
  const stable = arms.find((arm) => arm.servableId === record.stableServable) ?? null;
  return { candidate, champion: arms.find((arm) => arm.baseline) ?? stable };
}

/** Since traffic was shifted to it, without the time that it was held. */
function secondsInStep({ shiftedAt, heldSeconds, paused }: RolloutRecord, atMs: number): number {
  const held = heldSeconds + (paused ? Math.max(0, (atMs - Date.parse(paused.at)) / 1000) : 0);
  return Math.max(0, (atMs - Date.parse(shiftedAt ?? '')) / 1000 - held);
}

/** A judge that fails lets nothing through; when time is over, the policy's safe default acts. */
function rule(look: Look): Ruling {
  try {
    return judge(look);
  } catch (error) {
    const deadline = look.plan.steps[look.step]?.deadlineSeconds ?? 0;
    const over = look.secondsInStep >= deadline && !look.paused && look.rules.atDeadline === 'roll_back';
    return {
      decision: over ? 'roll_back' : 'continue',
      verdict: over ? 'inconclusive' : null,
      sentence: `the judge failed, so nothing is known of this window: ${messageOf(error)}`,
      statistics: [],
      state: look.state,
    };
  }
}
