import * as z from 'zod';
import type { Taken } from '../core/arrival/arrival.ts';
import { snapshotOf } from '../core/arrival/snapshot.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Borrowed } from '../core/run.ts';
import { sha256 } from '../core/sha256.ts';
import { layout } from '../core/store-layout.ts';
import { incoming } from '../core/triggers/data.ts';
import type { Asked } from '../core/triggers/trigger.ts';
import type { IntakePorts } from '../ports.ts';
import { type IntakeOutput, intake } from './intake.ts';
import { openLedger } from './records/arrival.ts';
import { readJson, writeOnce } from './records/json-object.ts';
import { readChampion } from './support/champion.ts';
import { lookAtFolder } from './support/look-at-folder.ts';
import { newestFolder } from './support/newest-folder.ts';
import { type TrainingSource, trainingSource } from './support/training-source.ts';

type Retraining = Omit<Extract<Asked, { ask: 'retrain' }>, 'ask'>;

/** `nothing`: there is no code or no data yet, which no other try would find otherwise; `why` is for the log. */
export type Retrained = IntakeOutput | { status: 'nothing'; why: string };

/** `retrainings/<pipeline>/<hash of the asking>.json`, written once: what is trained with what, whenever the asking comes again. */
const settledSchema = z.object({
  source: z.object({ digest: z.string(), commit: z.string().nullable() }),
  snapshot: z.string(),
  borrowed: z.array(z.enum(['source', 'snapshot'])).optional(),
});
type Settled = z.output<typeof settledSchema>;

/**
 * Trains again, because of a schedule, an alarm or a person: on the newest drop when it is complete by the policy's rules,
 * else on the data of the champion. One asking starts one run, though it comes twice while drops and champions change.
 * @throws InputError `policy-invalid`
 */
export async function retrain({ trigger, nonce }: Retraining, ports: IntakePorts): Promise<Retrained> {
  const { store, pipeline } = ports;
  const key = layout.retraining(pipeline, sha256(canonicalJson({ kind: trigger.kind, nonce })));
  const before = await readJson(store, key, settledSchema);
  const settled = before?.value ?? (await settle(ports));
  if ('why' in settled) return settled;
  const first = before ? settled : await firstOf(key, settled, ports);
  const { source, snapshot, borrowed = [] } = first;
  const asked = { pipeline, trigger, snapshot, sourceDigest: source.digest, commit: source.commit, nonce };
  return intake(borrowed.length > 0 ? { ...asked, borrowed } : asked, ports);
}

/** Of two that settle the same asking at once, the first stands. */
async function firstOf(key: string, settled: Settled, { store }: IntakePorts): Promise<Settled> {
  const put = await store.put(key, canonicalJson(settled), { absent: true });
  return put.won ? settled : ((await readJson(store, key, settledSchema))?.value ?? settled);
}

async function settle(ports: IntakePorts): Promise<Settled | { status: 'nothing'; why: string }> {
  const training = await trainingSource(ports);
  if (!training)
    return { status: 'nothing', why: 'there is no code to train with yet: push some, or deploy a workload' };
  const { digest, commit } = training;
  const drop = await newestDrop(training, ports);
  const snapshot = drop ?? (await readChampion(ports.store))?.manifest.data.snapshot;
  // Without a repository the code is what was deployed, whatever serves.
  const borrowed: Borrowed = [...(ports.code ? ['source' as const] : []), ...(drop ? [] : ['snapshot' as const])];
  if (snapshot !== undefined) return { source: { digest, commit }, snapshot, borrowed };
  const { names, pipeline } = ports;
  const why = `nothing was released yet, and ${names.data}/${incoming(pipeline)} holds no complete drop: give some data`;
  return { status: 'nothing', why };
}

/** Whether it was taken before does not matter here: it is asked for again. */
const nothingTaken: Taken = { versions: new Set(), signals: new Set(), together: () => false };

/** The snapshot of the folder that the newest file came to; undefined where there is none, or it is not complete. */
async function newestDrop({ policy }: TrainingSource, ports: IntakePorts): Promise<string | undefined> {
  const { pipeline, store, names } = ports;
  const prefix = await newestFolder(ports);
  if (prefix === undefined) return undefined;
  const { ledger } = await openLedger(store, pipeline, prefix);
  const rules = policy.data.arrival;
  // Such a folder holds many drops, and the newest is what was taken last.
  if (rules.take === 'new') return ledger.claims.at(-1)?.snapshot;
  const { arrival } = await lookAtFolder(ledger, rules, nothingTaken, ports);
  if (arrival.kind !== 'ready') return undefined;
  const snapshot = snapshotOf(arrival.files, names.data);
  await writeOnce(store, layout.snapshot(snapshot.hash), snapshot);
  return snapshot.hash;
}
