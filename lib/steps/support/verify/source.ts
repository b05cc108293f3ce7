import * as z from 'zod';
import { columnsOf, interfaceDigest } from '../../../core/contract/features.ts';
import { readContract } from '../../../core/contract/read-contract.ts';
import { parsePolicy } from '../../../core/policy/parse.ts';
import { policyDigest } from '../../../core/release/manifest.ts';
import { sha256 } from '../../../core/sha256.ts';
import { layout } from '../../../core/store-layout.ts';
import type { ObjectStore } from '../../../ports.ts';
import { readJson } from '../../records/json-object.ts';
import { openSource } from '../source.ts';
import { sameDigest, type Verifier } from './verified.ts';

/** The source is what its name says, and in it are the pins, the contract and the policy that the release names. */
export const verifySource: Verifier = async (release, { store }) => {
  const { digest } = release.source;
  const zip = await store.get(layout.source(digest));
  const lines = [sameDigest('source', 'bundle', digest, zip && sha256(zip.bytes))];
  if (lines.some(({ verdict }) => verdict !== 'pass')) return lines;
  const source = await openSource(store, digest);
  for (const [file, lock] of Object.entries(release.locks))
    lines.push(sameDigest('lock', file, lock, sha256(source.read(file, 'the release'))));
  const policy = parsePolicy(source.read('signalbox.yaml', 'the release'));
  const contract = source.read(policy.data.contract, 'data.contract');
  if (release.contract) lines.push(sameDigest('contract', policy.data.contract, release.contract, sha256(contract)));
  if (release.policy)
    lines.push(sameDigest('policy', 'of its run', release.policy, await policyOf(release.runId, store)));
  const read = readContract({ text: contract, file: policy.data.contract }, { table: policy.data.table });
  const face = interfaceDigest(columnsOf(read, policy.data.target), policy.data.target);
  lines.push(sameDigest('interface', 'features and answers', release.interface, face));
  return lines;
};

/** As it was stored: read by our schema, it would have defaults that came later. */
async function policyOf(runId: string, store: ObjectStore): Promise<string | undefined> {
  const admission = await readJson(store, layout.admission(runId), z.looseObject({ policy: z.unknown() }));
  return admission && policyDigest(admission.value.policy);
}
