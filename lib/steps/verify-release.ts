import { combine, type Verdict } from '../core/gate.ts';
import { namedRelease } from './support/champion.ts';
import { verifyChain } from './support/verify/chain.ts';
import { verifyData } from './support/verify/data.ts';
import { verifyGates } from './support/verify/gates.ts';
import { verifyAttestations, verifyMetrics, verifyModel } from './support/verify/model.ts';
import { verifySignature } from './support/verify/signature.ts';
import { verifySource } from './support/verify/source.ts';
import { held, orFailed, type Verified, type Verifier, type VerifyPorts } from './support/verify/verified.ts';

export interface Verification {
  version: string;
  /** Of its manifest. */
  hash: string;
  verdict: Verdict;
  sentence: string;
  checks: Verified[];
}

/** In the order in which they are told. */
const verifiers: Record<string, Verifier> = {
  parent: verifyChain,
  signature: verifySignature,
  snapshot: verifyData,
  source: verifySource,
  model: verifyModel,
  metric: verifyMetrics,
  gate: verifyGates,
  attestation: verifyAttestations,
};

/**
 * Checks every digest of a release again, down to the first release it stands on. It changes nothing.
 * @throws UsageError `version-unknown`
 */
export async function verifyRelease(version: string, ports: VerifyPorts): Promise<Verification> {
  const { manifest, intact } = await namedRelease(ports.store, version);
  const seal = held('manifest', version, intact, {
    pass: `what was sealed, SHA-256 ${manifest.hash}`,
    fail: 'it is not what was sealed: its hash does not fit',
  });
  const name = held('manifest', 'its version', manifest.version === version, {
    pass: version,
    fail: `it lies under ${version} and calls itself ${manifest.version}`,
  });
  const checks = [seal, name];
  for (const [what, verify] of Object.entries(verifiers))
    checks.push(...(await orFailed(what, version, () => verify(manifest, ports))));
  const verdict = combine(checks.map((check) => check.verdict));
  return { version, hash: manifest.hash, verdict, sentence: sentenceOf(version, verdict, checks), checks };
}

function sentenceOf(version: string, verdict: Verdict, checks: Verified[]): string {
  if (verdict === 'pass') return `${version} is what was released: all ${checks.length} checks passed`;
  const count = checks.filter((check) => check.verdict === verdict).length;
  return verdict === 'fail'
    ? `${version} is not what was released: ${count} of ${checks.length} checks failed`
    : `${version} cannot be vouched for in full: ${count} of ${checks.length} checks have nothing to be held against`;
}
