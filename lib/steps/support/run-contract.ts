import type { DataContract } from '../../core/contract/contract.ts';
import { readContract } from '../../core/contract/read-contract.ts';
import { withSensitive } from '../../core/contract/sensitive.ts';
import type { ObjectStore } from '../../ports.ts';
import { readAdmission, readRequest } from './run-records.ts';

/** The contract of a run. What it says of the present is said of the moment when the run was asked for. */
export async function readRunContract(store: ObjectStore, runId: string): Promise<DataContract> {
  const [{ contract, policy }, { requestedAt }] = await Promise.all([
    readAdmission(store, runId),
    readRequest(store, runId),
  ]);
  const { table, references, sensitive } = policy.data;
  return withSensitive(
    readContract(contract, { nowMs: Date.parse(requestedAt), table, references: Object.keys(references) }),
    sensitive,
  );
}
