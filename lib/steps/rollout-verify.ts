import { InternalError } from '../core/errors.ts';
import { mayWrite } from '../core/rollout/intent.ts';
import type { RolloutInput, RolloutOutput } from '../core/rollout/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { Ports } from '../ports.ts';
import { readChannel } from './records/channel.ts';
import { readJson } from './records/json-object.ts';
import { leaseSchema } from './records/lease.ts';
import { announceRemoval, endRemoval, readRollout } from './records/rollout-record.ts';
import { isOpen } from './records/rollout-schema.ts';
import { production, readManifest } from './support/champion.ts';
import { converge } from './support/converge.ts';
import { mendTraffic } from './support/mend-traffic.ts';
import { readRequest } from './support/run-records.ts';

/** Removing what is not needed any more is housekeeping: what takes longer than this, the next rollout does. */
const settleLimitMs = 3_600_000;

/**
 * Reads back that target and channel agree, and says what that makes of the rollout: success is never assumed, and an operator may have
 * gone on since. Only then is what nobody needs any more removed. `unknown` when somebody else moved traffic.
 */
export async function rolloutVerify(
  input: RolloutInput & { result: RolloutOutput },
  ports: Ports,
): Promise<RolloutOutput> {
  const { result, runId } = input;
  const { pipeline } = await readRequest(ports.store, runId);
  if (result.outcome === 'unknown') return result;
  await endOpened(pipeline, runId, ports);
  const { state, sentence } = await mendTraffic(pipeline, ports);
  if (state === 'foreign') return { outcome: 'unknown', sentence, waitSeconds: 0 };
  if (state !== 'agreed')
    return { outcome: 'pending', sentence: 'traffic is on its way, or an operator moves it', waitSeconds: 15 };
  const verified = await readBack(input, ports);
  return (await settled(pipeline, input, ports)) ? verified : { ...verified, outcome: 'pending', waitSeconds: 60 };
}

/** A process of this run that was given up may have opened the rollout after the run had ended it: nobody else would end that one. */
async function endOpened(pipeline: string, runId: string, ports: Ports): Promise<void> {
  const record = await readRollout(ports.store, pipeline);
  if (record?.runId === runId && isOpen(record)) await converge(pipeline, record, ports);
}

async function isHolder(pipeline: string, { executionArn }: RolloutInput, { store }: Ports): Promise<boolean> {
  return (await readJson(store, layout.lease(pipeline), leaseSchema))?.value.holder === executionArn;
}

/** Of what the rollout says it did and what the channel names, the channel is believed. */
async function readBack(
  { result, version, runId }: RolloutInput & { result: RolloutOutput },
  { store }: Ports,
): Promise<RolloutOutput> {
  const { current, history } = await readChannel(store, production);
  if ((current === version) === (result.outcome === 'promoted')) return result;
  if (!history.some((move) => move.version === version && move.runId === runId))
    throw new InternalError(
      'not-verified',
      `the rollout says "${result.outcome}", but the channel names ${current ?? 'nothing'}`,
    );
  // It was promoted, whatever came after.
  if (current === version) return { outcome: 'promoted', sentence: `${version} serves all traffic`, waitSeconds: 0 };
  const sentence = `${version} was promoted, and an operator went to ${current ?? 'nothing'} since`;
  return { outcome: 'rolled_back', sentence, waitSeconds: 0 };
}

/**
 * Keeps what serves, what served before it, and whatever a call of ours that has not come back may still give traffic. Where an
 * operator is at it, who may be about to serve what nobody needed until now, the next rollout removes it.
 */
async function settled(pipeline: string, input: RolloutInput, ports: Ports): Promise<boolean> {
  const { store, target, clock } = ports;
  const { current, history } = await readChannel(store, production);
  const manifest = current === null ? undefined : await readManifest(store, current);
  const before = history.findLast((move) => move.version !== current)?.version;
  const earlier = new Set([before, manifest?.parent].filter((version) => typeof version === 'string'));
  const manifests = await Promise.all([...earlier].map((version) => readManifest(store, version)));
  const record = await readRollout(store, pipeline);
  if ((record && isOpen(record)) || !(await isHolder(pipeline, input, ports))) return true;
  const late = (record?.intents ?? []).filter((intent) => mayWrite(intent, clock.now()));
  const keep = [
    ...(manifest ? [manifest.servable.id] : []),
    ...manifests.map(({ servable }) => servable.id),
    ...late.flatMap(({ route }) => [route.stable, route.candidate]),
  ].filter((id) => id !== null);
  // From here on nobody begins to give traffic to what is removed; who has begun is seen.
  const kept = { runId: input.runId, keep: [...new Set(keep)] };
  const removal = record && (await announceRemoval(ports, pipeline, kept));
  if (record && !removal) return true;
  const progress = await target.settle(kept.keep);
  if (removal) await endRemoval(store, pipeline, removal);
  if (progress === 'done') return true;
  return record?.endedAt != null && clock.now().getTime() - Date.parse(record.endedAt) > settleLimitMs;
}
