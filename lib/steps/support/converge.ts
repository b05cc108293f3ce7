import { ConflictError, InputError } from '../../core/errors.ts';
import { sameTraffic } from '../../core/rollout/same-traffic.ts';
import type { RolloutOutput } from '../../core/rollout/step-io.ts';
import { noRoute, type Route, routeOf } from '../../core/rollout/traffic.ts';
import type { Ports } from '../../ports.ts';
import { finishPromotion, forbidPromotion, readChannel, withdrawPromotion } from '../records/channel.ts';
import type { SeenForeign } from '../records/foreign-note.ts';
import { closeRollout, readRollout, updateRollout } from '../records/rollout-record.ts';
import { type FinishedState, isOpen, type RolloutRecord, rollbackStrategy } from '../records/rollout-schema.ts';
import { production } from './champion.ts';
import { reportForeign } from './foreign-writer.ts';
import { type Moved, moveLimitSeconds, moveTraffic } from './move-traffic.ts';
import { concludedRollout, tellEnd } from './rollout-end.ts';

/** Others who move traffic while we do; more at once means something is wrong. */
const rounds = 5;

const outside = 'the target itself, or somebody outside of Signalbox,';

/**
 * Brings an interrupted, failed or decided rollout to one released version: forward when the channel had begun to promote it, back to
 * the champion otherwise. Needs only the write-ahead record and a look at the target; safe to run twice, at once, from anywhere.
 * `pending` while the target is at it. What somebody else did stands: `unknown`.
 */
export async function converge(
  pipeline: string,
  { runId }: Pick<RolloutRecord, 'runId'>,
  ports: Ports,
): Promise<RolloutOutput> {
  for (let round = 1; ; round += 1) {
    const record = await begun(pipeline, runId, ports);
    if (!record) return concludedRollout(pipeline, runId, ports);
    // Before traffic moves: from here on nobody can begin the promotion any more, not even a Lambda that outlived its execution.
    const way = await forbidPromotion(ports, production, record);
    try {
      return way === 'forward' ? await forward(pipeline, record, ports) : await back(pipeline, record, ports);
    } catch (error) {
      const movedSince = error instanceof ConflictError && error.code === 'moved-since';
      if (movedSince && round < rounds) continue;
      // Somebody else converged it while we did; how it ended is on record.
      const now = await readRollout(ports.store, pipeline);
      if (now?.runId === runId && isOpen(now)) throw error;
      return concludedRollout(pipeline, runId, ports);
    }
  }
}

/** The rollout from which on no step moves traffic; undefined where it is closed. */
async function begun(pipeline: string, runId: string, { store }: Ports): Promise<RolloutRecord | undefined> {
  try {
    return await updateRollout(store, pipeline, runId, (now) =>
      now.converging ? undefined : { ...now, converging: true },
    );
  } catch (error) {
    if (error instanceof ConflictError) return undefined;
    throw error;
  }
}

async function forward(pipeline: string, record: RolloutRecord, ports: Ports): Promise<RolloutOutput> {
  const { version, runId } = record;
  const to = { ...noRoute, stable: record.candidateServable };
  const moved = await move(pipeline, record, to, ports).catch((failure: unknown) => ({
    progress: 'failed' as const,
    failure,
  }));
  if (moved.progress === 'foreign' && !sameTraffic(moved.live, record.from))
    return foreign(pipeline, record, moved, ports);
  if (moved.progress !== 'done') {
    // The target went back by itself, says no (no capacity), or never gets there: then the release is given up, unless somebody else got there.
    const refused = moved.progress === 'failed' && moved.failure instanceof InputError;
    const lost = refused || moved.progress === 'foreign' || (await isOverdue(record, ports));
    if (lost && (await withdrawPromotion(ports, production, record))) return back(pipeline, record, ports);
    if (moved.progress === 'failed') throw moved.failure;
    if (moved.progress === 'pending') return pending(`traffic is on its way to ${version}`, moved.waitSeconds);
  }
  const reason = record.plan.strategy === rollbackStrategy ? 'rolled_back' : 'promoted';
  await finishPromotion(ports, production, { version, runId, reason });
  return close(pipeline, record, 'promoted', ports, to);
}

async function back(pipeline: string, record: RolloutRecord, ports: Ports): Promise<RolloutOutput> {
  const moved = await move(pipeline, record, record.from, ports);
  if (moved.progress === 'foreign') return foreign(pipeline, record, moved, ports);
  if (moved.progress === 'pending') return pending('traffic is on its way back', moved.waitSeconds);
  return close(pipeline, record, 'rolled_back', ports, record.from);
}

async function close(
  pipeline: string,
  { runId }: RolloutRecord,
  state: FinishedState,
  ports: Ports,
  at?: Route,
): Promise<RolloutOutput> {
  await tellEnd(pipeline, runId, state, ports);
  await closeRollout(ports, pipeline, runId, state, at);
  return concludedRollout(pipeline, runId, ports);
}

/** Traffic that was there already, though no call of ours took it there, is where it should be; people are told all the same. */
async function move(pipeline: string, record: RolloutRecord, route: Route, ports: Ports): Promise<Moved> {
  const { runId, token } = record;
  const moved = await moveTraffic(pipeline, record, { runId, token, route, kind: 'converge' }, ports);
  if (moved.progress !== 'done' || !moved.surprise) return moved;
  await reportForeign(pipeline, moved.surprise, runId, ports);
  const at = ports.clock.now().toISOString();
  await updateRollout(ports.store, pipeline, runId, (now) => ({
    ...now,
    at: routeOf(route),
    ended: now.ended ?? { by: outside, did: 'outside', at },
  }));
  return moved;
}

function pending(sentence: string, waitSeconds: number): RolloutOutput {
  return { outcome: 'pending', sentence, waitSeconds };
}

/** Noted and told before the record is closed: whoever is killed in between comes here again. */
async function foreign(
  pipeline: string,
  record: RolloutRecord,
  seen: SeenForeign,
  ports: Ports,
): Promise<RolloutOutput> {
  await reportForeign(pipeline, seen, record.runId, ports);
  await withdrawPromotion(ports, production, record);
  return close(pipeline, record, 'foreign', ports);
}

async function isOverdue({ version, runId, goesOn }: RolloutRecord, { store, clock }: Ports): Promise<boolean> {
  const { promoting } = await readChannel(store, production);
  if (promoting?.version !== version || promoting.runId !== runId) return false;
  return clock.now().getTime() - Date.parse(promoting.since) > moveLimitSeconds({ goesOn }) * 1000;
}
