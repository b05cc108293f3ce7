import type { IntakePorts } from '../../ports.ts';
import { intake } from '../intake.ts';
import { type Claim, markStarted, type OpenLedger } from '../records/arrival.ts';

/** Starts the claims that nobody is known to have started. Done twice or at once it starts each of them once. */
export async function startClaims({ key, ledger }: OpenLedger, ports: IntakePorts): Promise<string[]> {
  const runs: string[] = [];
  for (const claim of ledger.claims) {
    if (claim.runId === null) runs.push(await startClaim(key, ledger.prefix, claim, ports));
  }
  return runs;
}

async function startClaim(key: string, prefix: string, claim: Claim, ports: IntakePorts): Promise<string> {
  const { snapshot, source, whole } = claim;
  const trigger = { kind: 'data' as const, detail: prefix };
  const asked = { pipeline: ports.pipeline, trigger, snapshot, sourceDigest: source.digest, commit: source.commit };
  const group = whole ? { group: `the folder ${prefix}` } : {};
  // Without a repository the code is what was deployed, whatever serves.
  const borrowed = ports.code ? { borrowed: ['source' as const] } : {};
  const { runId } = await intake({ ...asked, ...group, ...borrowed }, ports);
  await markStarted(ports.store, key, snapshot, runId);
  return runId;
}
