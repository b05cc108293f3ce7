import type { Policy } from '../../core/policy/schema.ts';
import { agree, countPredictions, predictionsIn, type Said } from '../../core/rollout/answers.ts';
import { type ArmWindow, latencyBin } from '../../core/rollout/traffic.ts';
import type { Ports, Scorer } from '../../ports.ts';
import type { RolloutRecord } from '../records/rollout-schema.ts';
import { capturedBefore } from './captured.ts';

/** Requests of one window: two calls each, so a few seconds of a function that lives for minutes. */
const perWindow = 50;

interface Answered {
  failed: boolean;
  latencyMs: number;
  predictions: Said[] | undefined;
}

/**
 * One window of a replay: captured requests are sent to both versions past the traffic, each request once in a rollout, and their
 * answers compared. No requests (any more) are no data.
 */
export async function replayed(
  record: RolloutRecord,
  policy: Policy,
  from: string,
  ports: Ports,
): Promise<{ candidate: ArmWindow | null; champion: ArmWindow | null }> {
  const { candidateServable, stableServable } = record;
  const { strategy } = policy.rollout;
  const tolerance = strategy.kind === 'shadow' ? strategy.tolerance : 0;
  const first = windowIndex(record, from) * perWindow;
  const share = (record.plan.steps[record.step]?.percent ?? 100) / 100;
  const wanted = Math.ceil((first + perWindow) / share);
  const requests = sampled(await capturedBefore(ports.store, record.startedAt, wanted), share);
  const mine: Answered[] = [];
  const theirs: Answered[] = [];
  for (const instances of requests.slice(first, first + perWindow)) {
    const [ours, champions] = await Promise.all([
      answer(ports.scorer, candidateServable, instances),
      stableServable === null ? undefined : answer(ports.scorer, stableServable, instances),
    ]);
    mine.push(ours);
    if (champions) theirs.push(champions);
  }
  if (mine.length === 0) return { candidate: null, champion: null };
  const disagreed = theirs.filter(({ predictions }, i) => !agree(mine[i]?.predictions, predictions, tolerance)).length;
  const candidate = armOf(candidateServable, mine);
  return {
    candidate: theirs.length > 0 ? { ...candidate, agreement: { compared: theirs.length, disagreed } } : candidate,
    champion: stableServable === null ? null : armOf(stableServable, theirs),
  };
}

/** The share that the plan asks for, spread evenly. */
function sampled(requests: unknown[][], share: number): unknown[][] {
  return requests.filter((_, i) => Math.floor((i + 1) * share) > Math.floor(i * share));
}

function windowIndex({ plan, shiftedAt }: RolloutRecord, from: string): number {
  const widthMs = plan.windowSeconds * 1000;
  return Math.max(0, Math.floor((Date.parse(from) - Date.parse(shiftedAt ?? from)) / widthMs));
}

/** A version that does not answer fails this request; it is not what fails the look. */
async function answer(scorer: Scorer, servableId: string, instances: unknown[]): Promise<Answered> {
  try {
    const { status, body, latencyMs } = await scorer.predict(servableId, instances);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return { failed: status >= 500, latencyMs, predictions: predictionsIn(text) };
  } catch {
    return { failed: true, latencyMs: 0, predictions: undefined };
  }
}

function armOf(servableId: string, answers: Answered[]): ArmWindow {
  const timed = answers.filter(({ failed }) => !failed).map(({ latencyMs }) => latencyMs);
  const sorted = timed.sort((a, b) => a - b);
  const quantile = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? null;
  const latencies: Record<string, number> = {};
  for (const ms of sorted) latencies[latencyBin(ms)] = (latencies[latencyBin(ms)] ?? 0) + 1;
  return {
    servableId,
    requests: answers.length,
    errors: answers.filter(({ failed }) => failed).length,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    latencies,
    predictions: countPredictions(answers.flatMap(({ predictions }) => predictions ?? [])),
  };
}
