import { InternalError } from '../../core/errors.ts';
import type { GateRecord } from '../../core/gate.ts';
import type { RunRequest, Snapshot } from '../../core/run.ts';
import { type Admission, admissionSchema, requestSchema, snapshotSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson } from '../records/json-object.ts';

async function required<T>(stored: Promise<{ value: T } | undefined>, key: string): Promise<T> {
  const found = await stored;
  if (!found) throw new InternalError('record-missing', `${key} is not in the store`);
  return found.value;
}

export function readRequest(store: ObjectStore, runId: string): Promise<RunRequest> {
  return required(readJson(store, layout.request(runId), requestSchema), layout.request(runId));
}

export function readAdmission(store: ObjectStore, runId: string): Promise<Admission> {
  return required(readJson(store, layout.admission(runId), admissionSchema), layout.admission(runId));
}

export function readSnapshot(store: ObjectStore, hash: string): Promise<Snapshot> {
  return required(readJson(store, layout.snapshot(hash), snapshotSchema), layout.snapshot(hash));
}

/** A gate may be decided again by a retry: the later decision stands. */
export async function writeGate(store: ObjectStore, runId: string, record: GateRecord): Promise<void> {
  await store.put(layout.gate(runId, record.gate), `${JSON.stringify(record, null, 2)}\n`);
}
