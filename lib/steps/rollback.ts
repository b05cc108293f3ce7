import { ConflictError, UsageError } from '../core/errors.ts';
import type { Manifest } from '../core/release/manifest.ts';
import { noRoute, sameRoute } from '../core/rollout/traffic.ts';
import type { StepContext } from '../core/step-io.ts';
import type { Ports } from '../ports.ts';
import { beginPromotion, finishPromotion, readChannel } from './records/channel.ts';
import { acquireLease, releaseLease } from './records/lease.ts';
import { closeRollout, openRollout, rollbackStrategy } from './records/rollout-record.ts';
import { production, readChampion, readManifest } from './support/champion.ts';
import { expectLive } from './support/expect-live.ts';
import { recoverRollout } from './support/recover-rollout.ts';
import { releases } from './support/releases.ts';
import { wakeNext } from './support/wake.ts';

export interface RollbackInput extends StepContext {
  pipeline: string;
  /** Version to serve again; absent: the one that served before. */
  to?: string;
}

export interface RollbackOutput {
  from: string;
  to: string;
  sentence: string;
}

/**
 * Serves an earlier release again, at once. It holds the lease and leaves the same records as a rollout, so that it is
 * finished by recovery when it is killed half-way.
 */
export async function rollback(input: RollbackInput, ports: Ports): Promise<RollbackOutput> {
  const { pipeline, runId, executionArn } = input;
  const lease = await acquireLease(ports, pipeline, { runId, executionArn, urgent: true });
  if (!lease.held)
    throw new ConflictError('busy', `run ${lease.runId} is under way and holds the lease; roll back when it has ended`);
  try {
    await recoverRollout(pipeline, ports);
    const champion = await readChampion(ports.store);
    if (!champion)
      throw new UsageError('nothing-serves', 'nothing was released yet, so there is nothing to go back from');
    const { version: from } = champion;
    const since = input.to === undefined ? await rolledBackAt(from, ports) : undefined;
    if (since) {
      const sentence = `${from} serves already: it was gone back to at ${since}; name a version to go further back`;
      return { from, to: from, sentence };
    }
    const to = await earlier(from, input.to, ports);
    if (to.version === from) return { from, to: from, sentence: `${from} serves already` };
    await moveOrConverge(champion.manifest, to, lease.token, input, ports);
    return { from, to: to.version, sentence: `${to.version} serves all traffic again, in place of ${from}` };
  } finally {
    if (await releaseLease(ports, pipeline, executionArn)) await wakeNext(pipeline, ports);
  }
}

/** When what serves was gone back to. Asked again, or by two people at once, a rollback takes one step and not two. */
async function rolledBackAt(current: string, { store }: Ports): Promise<string | undefined> {
  const last = (await readChannel(store, production)).history.at(-1);
  return last?.version === current && last.reason === 'rolled_back' ? last.at : undefined;
}

/** The release asked for, or the last other one that served. A release that was taken back itself is no way back. */
async function earlier(current: string, asked: string | undefined, { store }: Ports): Promise<Manifest> {
  const served = (await readChannel(store, production)).history.map((entry) => entry.version);
  if (asked === undefined) {
    // Before it first served: what was taken back since is no way back.
    const before = served.slice(0, served.indexOf(current)).at(-1);
    if (before !== undefined) return readManifest(store, before);
    throw new UsageError('no-way-back', `nothing served before ${current}; name a version to serve another release`);
  }
  if (served.includes(asked)) return readManifest(store, asked);
  const known = (await releases(store)).map((release) => release.version).filter((version) => served.includes(version));
  throw new UsageError('version-unknown', `${asked} never served; these did: ${known.join(', ')}`);
}

/** Once it is announced, a rollback that fails goes forward, as one that was killed does. */
async function moveOrConverge(
  from: Manifest,
  to: Manifest,
  token: number,
  input: RollbackInput,
  ports: Ports,
): Promise<void> {
  try {
    await move(from, to, token, input, ports);
  } catch (error) {
    await recoverRollout(input.pipeline, ports, input.executionArn);
    if ((await readChampion(ports.store))?.version !== to.version) throw error;
  }
}

async function move(
  from: Manifest,
  to: Manifest,
  token: number,
  { pipeline, runId, executionArn }: RollbackInput,
  ports: Ports,
): Promise<void> {
  await ports.target.prepare(to.servable);
  const live = { ...noRoute, stable: from.servable.id };
  await expectLive(ports.target, live);
  await openRollout(ports, pipeline, {
    runId,
    executionArn,
    token,
    version: to.version,
    champion: from.version,
    from: live,
    candidateServable: to.servable.id,
    stableServable: from.servable.id,
    plan: { strategy: rollbackStrategy, stepPercents: [], windowSeconds: 1, bakeSeconds: 0 },
  });
  await beginPromotion(ports, production, { version: to.version, from: from.version, runId, token });
  const route = { ...noRoute, stable: to.servable.id };
  if (!sameRoute(await ports.target.observe(), route)) await ports.target.shift(route, live);
  await finishPromotion(ports, production, { version: to.version, runId, reason: 'rolled_back' });
  await closeRollout(ports.store, pipeline, runId, 'promoted');
}
