import { signatureSchema } from '../../../core/release/signature.ts';
import { layout } from '../../../core/store-layout.ts';
import { readJson } from '../../records/json-object.ts';
import { held, type Verifier } from './verified.ts';

/** The signature is of this manifest. A place with a key expects one; a place without can say nothing of one that is there. */
export const verifySignature: Verifier = async ({ version, hash }, { store, signer }) => {
  const stored = (await readJson(store, layout.releaseSignature(version), signatureSchema))?.value;
  const line = (verdict: 'fail' | 'inconclusive', subject: string, sentence: string) => [
    { check: 'signature', subject, verdict, sentence },
  ];
  if (!stored && !signer) return [];
  if (!stored) return line('inconclusive', version, 'a key is configured here, and the release was never signed');
  if (!signer)
    return line('inconclusive', stored.keyId, 'it is signed, and no key is configured here to check that with');
  const valid = await signer.verify(hash, stored);
  if (valid === undefined)
    return line('inconclusive', stored.keyId, 'it is signed with another key than the one configured here');
  return [
    held('signature', stored.keyId, valid, {
      pass: `of this manifest, ${stored.algorithm}`,
      fail: 'it is not of this manifest',
    }),
  ];
};
