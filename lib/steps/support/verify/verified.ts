import { SignalboxError } from '../../../core/errors.ts';
import type { Verdict } from '../../../core/gate.ts';
import type { Manifest } from '../../../core/release/manifest.ts';
import type { Ports } from '../../../ports.ts';

/** One thing that was looked at again. */
export interface Verified {
  check: string;
  subject: string;
  /** `inconclusive`: there is nothing to hold it against. */
  verdict: Verdict;
  sentence: string;
}

export type VerifyPorts = Pick<Ports, 'store' | 'data' | 'workDir' | 'signer'>;

/** Looks at one side of a release again. What cannot be read is thrown as an error of ours, and counts as a failure. */
export type Verifier = (release: Manifest, ports: VerifyPorts) => Promise<Verified[]>;

export function held(check: string, subject: string, ok: boolean, said: { pass: string; fail: string }): Verified {
  return { check, subject, verdict: ok ? 'pass' : 'fail', sentence: ok ? said.pass : said.fail };
}

/** The digest against what was found. */
export function sameDigest(check: string, subject: string, wanted: string, found: string | undefined): Verified {
  const fail = found === undefined ? 'it is not in the store' : `its SHA-256 is ${found}; the release names ${wanted}`;
  return held(check, subject, found === wanted, { pass: `SHA-256 ${wanted}`, fail });
}

/** Something that is missing or cannot be read is an answer to `verify`, not a reason to end. */
export async function orFailed(check: string, subject: string, look: () => Promise<Verified[]>): Promise<Verified[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof SignalboxError)) throw error;
    return [{ check, subject, verdict: 'fail', sentence: `${error.message} [${error.code}]` }];
  }
}
