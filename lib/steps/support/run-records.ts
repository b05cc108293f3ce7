import type * as z from 'zod';
import type { Admission } from '../../core/admission.ts';
import { InternalError } from '../../core/errors.ts';
import type { GateRecord } from '../../core/gate.ts';
import type { RunRequest, Shard, Snapshot } from '../../core/run.ts';
import { requestSchema, shardsSchema, snapshotSchema } from '../../core/run-schemas.ts';
import { type Scored, scoredSchema } from '../../core/scored.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson } from '../records/json-object.ts';

/** Records that an earlier step has to have written. InternalError `record-missing` where it has not. */
async function required<T>(store: ObjectStore, key: string, schema: z.ZodType<T> | Promise<z.ZodType<T>>): Promise<T> {
  const found = await readJson(store, key, schema);
  if (!found) throw new InternalError('record-missing', `${key} is not in the store`);
  return found.value;
}

export function readRequest(store: ObjectStore, runId: string): Promise<RunRequest> {
  return required(store, layout.request(runId), requestSchema);
}

/** The schema holds that of the whole policy, which takes longer to make than all others together: it is loaded on the way. */
const admissionSchema = () => import('../../core/admission.ts').then((loaded) => loaded.admissionSchema);

export function readAdmission(store: ObjectStore, runId: string): Promise<Admission> {
  return required(store, layout.admission(runId), admissionSchema());
}

/** Of what may be no run, or one that was not admitted yet. */
export async function findAdmission(store: ObjectStore, runId: string): Promise<Admission | undefined> {
  return (await readJson(store, layout.admission(runId), admissionSchema()))?.value;
}

export function readSnapshot(store: ObjectStore, hash: string): Promise<Snapshot> {
  return required(store, layout.snapshot(hash), snapshotSchema);
}

export function readShards(store: ObjectStore, runId: string): Promise<Shard[]> {
  return required(store, layout.shards(runId), shardsSchema);
}

export function readScored(store: ObjectStore, runId: string): Promise<Scored> {
  return required(store, layout.predictions(runId), scoredSchema);
}

/** A gate may be decided again by a retry: the later decision stands. */
export async function writeGate(store: ObjectStore, runId: string, record: GateRecord): Promise<void> {
  await store.put(layout.gate(runId, record.gate), `${JSON.stringify(record, null, 2)}\n`);
}
