import { ConflictError } from '../../core/errors.ts';
import { noRoute, type Route, sameRoute } from '../../core/rollout/traffic.ts';
import { evidenceSchema } from '../../core/run-schemas.ts';
import type { RolloutOutput } from '../../core/step-io.ts';
import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';
import { finishPromotion, forbidPromotion } from '../records/channel.ts';
import { readJson } from '../records/json-object.ts';
import { closeRollout, type RolloutRecord, rollbackStrategy } from '../records/rollout-record.ts';
import { production } from './champion.ts';

/**
 * Brings an interrupted or failed rollout to one released version: forward when the channel had begun to promote it, back to
 * the champion otherwise. Needs only the write-ahead record and a look at the target; safe to run twice, at once, from anywhere.
 */
export async function converge(pipeline: string, record: RolloutRecord, ports: Ports): Promise<RolloutOutput> {
  const { version, runId } = record;
  // Before traffic moves: from here on nobody can begin the promotion any more, not even a Lambda that outlived its execution.
  if ((await forbidPromotion(ports, production, record)) === 'forward') {
    await move({ ...noRoute, stable: record.candidateServable }, record, ports);
    const reason = record.plan.strategy === rollbackStrategy ? 'rolled_back' : 'promoted';
    await finishPromotion(ports, production, { version, runId, reason });
    await closeRollout(ports.store, pipeline, runId, 'promoted');
    return { outcome: 'promoted', sentence: `${version} had been decided on, so traffic went forward to it` };
  }
  await move(record.from, record, ports);
  await closeRollout(ports.store, pipeline, runId, 'rolled_back');
  const evidence = (await readJson(ports.store, layout.evidence(runId), evidenceSchema))?.value;
  const back = record.champion ? `all traffic is back on ${record.champion}` : 'nothing serves, as before';
  const outcome = evidence?.verdict === 'inconclusive' ? 'inconclusive' : 'rolled_back';
  return { outcome, sentence: evidence?.verdict ? `${evidence.sentence}; ${back}` : back };
}

/** One mutating call at most. A route that is neither ours nor the wanted one is somebody else's: it stands, and is told. */
async function move(to: Route, record: RolloutRecord, { target }: Ports): Promise<void> {
  const live = await target.observe();
  if (sameRoute(live, to)) return;
  const ours =
    live.candidate === record.candidateServable ||
    live.stable === record.candidateServable ||
    sameRoute(live, record.from);
  if (!ours) {
    const sentence = `the target routes ${JSON.stringify(live)}, which this rollout did not set; it was left alone`;
    throw new ConflictError('foreign-writer', sentence);
  }
  await target.shift(to, live);
}
