import { z } from 'zod';
import { type RunRequest, runIdOf } from '../../core/run.ts';
import { outcomeSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';
import { readJson, update } from '../records/json-object.ts';
import { waitingRequests } from '../records/queue.ts';
import { readChampion } from './champion.ts';
import { readRequest } from './run-records.ts';

const headSchema = z.object({ runId: z.string(), requestedAt: z.string() });

/** One sentence when a newer request made this one pointless; undefined when it should go on. */
export async function overtakenBy(request: RunRequest, ports: Pick<Ports, 'store'>): Promise<string | undefined> {
  if (request.machine === 'pull_request') return newerCommit(request, ports);
  return (await decidedBefore(request, ports)) ?? (await newerWaiting(request, ports)) ?? newerRelease(request, ports);
}

/** A later request of the same group that waits for its turn makes this one pointless: what it brings is in that one too. */
async function newerWaiting(
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

/** What was released from a later request of the same kind is newer than what this run could bring. */
async function newerRelease(request: RunRequest, { store }: Pick<Ports, 'store'>): Promise<string | undefined> {
  const champion = await readChampion(store);
  if (!champion || champion.manifest.trigger.kind !== request.trigger.kind) return undefined;
  const theirs = await readRequest(store, champion.manifest.runId);
  if (theirs.requestedAt <= request.requestedAt) return undefined;
  return `release ${champion.version} came from a later ${request.trigger.kind} request (${theirs.requestedAt}) than this run (${request.requestedAt})`;
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
