import { isData } from '../core/arrival/is-data.ts';
import { snapshotOf } from '../core/arrival/snapshot.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { InputError } from '../core/errors.ts';
import { type Outcome, type RunRequest, runIdOf } from '../core/run.ts';
import { outcomeSchema, requestSchema } from '../core/run-schemas.ts';
import { sha256 } from '../core/sha256.ts';
import type { IntakeInput } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { ListedObject, Ports } from '../ports.ts';
import { readJson, writeOnce } from './records/json-object.ts';
import { readChampion } from './support/champion.ts';

/** The run that this cause has, and whether it was started just now. */
export interface IntakeOutput {
  status: 'started' | 'already';
  runId: string;
}

/**
 * Names what a run will train on and starts it. The run id is derived from the cause (snapshot and source) and the attempt, so
 * an event that comes twice starts one run; only a broken run gets another attempt.
 */
export async function intake(input: IntakeInput, ports: Ports): Promise<IntakeOutput> {
  const { machine = 'delivery', trigger, pipeline, sourceDigest, commit, change } = input;
  const snapshot = input.snapshot ?? (await snapshotFor(input, ports));
  const nonce = input.nonce ?? (trigger.kind === 'manual' ? trigger.detail : '');
  const cause = sha256(canonicalJson({ pipeline, machine, snapshot, sourceDigest, nonce }));
  for (let attempt = 1; ; attempt += 1) {
    const runId = runIdOf(trigger.kind, cause, attempt);
    const earlier = await readJson(ports.store, layout.outcome(runId), outcomeSchema);
    if (earlier && anotherAttempt.has(earlier.value.outcome)) continue;
    if (earlier) return { status: 'already', runId };
    const source = { digest: sourceDigest, commit };
    const requestedAt = input.requestedAt ?? ports.clock.now().toISOString();
    const asked = { runId, pipeline, machine, trigger, cause, attempt, snapshot, source, requestedAt };
    const group = input.group ?? groupOf(input);
    const { borrowed } = input;
    const request: RunRequest = {
      ...asked,
      ...(change ? { change } : {}),
      ...(group ? { group } : {}),
      ...(borrowed ? { borrowed } : {}),
    };
    return { status: await ports.executions.start(await firstRequest(request, ports)), runId };
  }
}

/** The request as whoever came first wrote it: a second event differs in its time only. */
async function firstRequest(request: RunRequest, { store }: Ports): Promise<RunRequest> {
  const key = layout.request(request.runId);
  const put = await store.put(key, canonicalJson(request), { absent: true });
  if (put.won) return request;
  return (await readJson(store, key, requestSchema))?.value ?? request;
}

/** A push holds the pushes before it, and a retraining is as good as the one asked for before. */
function groupOf({ trigger: { kind }, change }: IntakeInput): string | undefined {
  if (change?.kind === 'push') return `push to ${change.host}:${change.repository}:${change.branch}`;
  return kind === 'schedule' || kind === 'drift' ? kind : undefined;
}

/** A broken run decided nothing, and a requeued one goes on under its next attempt. */
const anotherAttempt = new Set<Outcome>(['broken', 'requeued']);

async function snapshotFor({ prefix }: IntakeInput, ports: Ports): Promise<string> {
  return prefix === undefined ? lastGoodSnapshot(ports) : takeSnapshot(prefix, ports);
}

async function takeSnapshot(prefix: string, { data, store, names }: Ports): Promise<string> {
  const files: ListedObject[] = [];
  for await (const object of data.list(prefix)) if (isData(object, prefix)) files.push(object);
  if (files.length === 0)
    throw new InputError('no-data', `there is no file with content under ${names.data}/${prefix}`);
  const snapshot = snapshotOf(files, names.data);
  await writeOnce(store, layout.snapshot(snapshot.hash), snapshot);
  return snapshot.hash;
}

/** Code changes are judged on the data of the champion: the last that passed its gate. */
async function lastGoodSnapshot({ store, names }: Ports): Promise<string> {
  const champion = await readChampion(store);
  if (champion) return champion.manifest.data.snapshot;
  throw new InputError(
    'no-data',
    `nothing was released from ${names.store} yet, so there is no data to train on: give some`,
  );
}
