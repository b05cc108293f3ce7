import type { Verdict } from '../../../core/gate.ts';
import { signatureSchema } from '../../../core/release/signature.ts';
import { layout } from '../../../core/store-layout.ts';
import { readJson } from '../../records/json-object.ts';
import type { Verifier } from './verified.ts';

/** The signature is of this manifest. A place with a key expects one; a place without can say nothing of one that is there. */
export const verifySignature: Verifier = async ({ version, hash }, { store, signer }) => {
  const stored = (await readJson(store, layout.releaseSignature(version), signatureSchema))?.value;
  const line = (verdict: Verdict, sentence: string) => [{ check: 'signature', subject: version, verdict, sentence }];
  if (!stored && !signer) return [];
  if (!stored) return line('inconclusive', 'a key is configured here, and the release was never signed');
  const by = `${stored.algorithm} by ${stored.keyId}`;
  if (!signer) return line('inconclusive', `${by}: no key is configured here to check that with`);
  const valid = await signer.verify(hash, stored);
  if (valid === undefined) return line('inconclusive', `${by}: another key is configured here`);
  return valid ? line('pass', `of this manifest, ${by}`) : line('fail', `it is not of this manifest, ${by}`);
};
