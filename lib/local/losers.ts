import { layout } from '../core/store-layout.ts';
import { readJson } from '../steps/records/json-object.ts';
import { leaseSchema } from '../steps/records/lease.ts';
import { readChampion, readManifest } from '../steps/support/champion.ts';
import { readRequest } from '../steps/support/run-records.ts';
import type { LocalPorts } from './local-ports.ts';

/**
 * Ends the model servers of candidates that lost: on a laptop a prepared version is a process, not a name at rest. What
 * serves, and the release before it, stay. Only the holder of the lease may: nobody else prepares anything meanwhile.
 */
export async function endLosers(runId: string, executionArn: string, { store, target }: LocalPorts): Promise<void> {
  const { pipeline } = await readRequest(store, runId);
  const lease = await readJson(store, layout.lease(pipeline), leaseSchema);
  if (lease?.value.holder !== executionArn) return;
  const route = await target.observe();
  const champion = (await readChampion(store))?.manifest;
  const before = champion?.parent ? (await readManifest(store, champion.parent)).servable.id : null;
  const keep = [route.stable, route.candidate, champion?.servable.id ?? null, before];
  await target.settle(keep.filter((id) => id !== null));
}
