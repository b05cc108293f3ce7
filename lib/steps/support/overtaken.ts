import * as z from 'zod';
import { type RunRequest, runIdOf } from '../../core/run.ts';
import { outcomeSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';
import { readJson, update } from '../records/json-object.ts';
import { waitingRequests } from '../records/queue.ts';
import { readChampion, readManifest } from './champion.ts';
import { readRequest } from './run-records.ts';

const headSchema = z.object({ runId: z.string(), requestedAt: z.string() });

/** One sentence when a newer request made this one pointless; undefined when it should go on. */
export async function overtakenBy(request: RunRequest, ports: Pick<Ports, 'store'>): Promise<string | undefined> {
  if (request.machine === 'pull_request') return newerCommit(request, ports);
  return (await decidedBefore(request, ports)) ?? newerRelease(request, ports);
}

/**
 * A later request of the same group that waits for its turn makes this one pointless before it begins: what it brings is in that
 * one too. Afterwards it is no reason to stop: where pushes come faster than runs end, nothing would ever be released.
 */
export async function newerWaiting(
  { group, cause, pipeline, requestedAt }: RunRequest,
  { store }: Pick<Ports, 'store'>,
): Promise<string | undefined> {
  if (group === undefined) return undefined;
  const newer = (await waitingRequests(store, pipeline)).find(
    (other) => other.group === group && other.cause !== cause && other.requestedAt > requestedAt,
  );
  return newer && `run ${newer.runId}, which waits for its turn, brings all that this one would (${group})`;
}

/** The newest request of a pull request wins, in whatever order the runs start. */
async function newerCommit(
  { runId, requestedAt, pipeline, trigger }: RunRequest,
  { store }: Pick<Ports, 'store'>,
): Promise<string | undefined> {
  const key = layout.head(pipeline, trigger.detail);
  const mine = { runId, requestedAt };
  const head = await update(store, key, headSchema, (now) =>
    now === undefined || now.requestedAt < requestedAt ? mine : undefined,
  );
  if (head === undefined || head.runId === runId || head.requestedAt <= requestedAt) return undefined;
  return `run ${head.runId} is of a newer commit of ${trigger.detail}`;
}

/**
 * What was released from a later request of the same kind is newer than what this run could bring. It need not serve itself: a
 * release from data that came since has its code, and one from a push that came since its data.
 */
async function newerRelease(request: RunRequest, { store }: Pick<Ports, 'store'>): Promise<string | undefined> {
  const { kind } = request.trigger;
  let release = (await readChampion(store))?.manifest;
  // Of what was cut before this was asked for, nothing was asked for later.
  while (release && release.trigger.kind !== kind && release.createdAt > request.requestedAt)
    release = release.parent === null ? undefined : await readManifest(store, release.parent);
  if (release?.trigger.kind !== kind) return undefined;
  const theirs = await readRequest(store, release.runId);
  if (theirs.requestedAt <= request.requestedAt) return undefined;
  return `release ${release.version} came from a later ${kind} request (${theirs.requestedAt}) than this run (${request.requestedAt})`;
}

/** Another attempt of the same cause that came to a decision: woken and started at once, a request can come to run twice. */
async function decidedBefore(
  { attempt, cause, trigger, runId }: RunRequest,
  { store }: Pick<Ports, 'store'>,
): Promise<string | undefined> {
  for (let other = 1; other <= attempt + 1; other += 1) {
    const otherId = runIdOf(trigger.kind, cause, other);
    if (otherId === runId) continue;
    const ended = (await readJson(store, layout.outcome(otherId), outcomeSchema))?.value;
    if (ended && !['broken', 'requeued', 'superseded'].includes(ended.outcome)) {
      return `run ${otherId} of the same cause ended as ${ended.outcome}`;
    }
  }
  return undefined;
}
