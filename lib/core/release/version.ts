import { inc } from 'semver';
import { InternalError } from '../errors.ts';
import type { Policy } from '../policy/schema.ts';

export type Bump = 'major' | 'minor' | 'patch';

/** What a version is decided from: the release before, and what is new. */
export interface Change {
  champion: { version: string; interface: string; sourceDigest: string } | null;
  interface: string;
  sourceDigest: string;
  /** Every version that exists, released or taken back: a version is never used twice. */
  taken: string[];
}

export interface NextVersion {
  version: string;
  bump: Bump | 'first';
  reason: string;
}

/** The next version by the release rules: the widest change decides; a taken number is skipped. */
export function nextVersion(change: Change, rules: Policy['release']): NextVersion {
  if (change.champion === null) {
    return { version: firstFree('1.0.0', 'minor', change.taken), bump: 'first', reason: 'the first release' };
  }
  const { bump, reason } = bumpOf(change, change.champion, rules);
  return { version: firstFree(raise(change.champion.version, bump), bump, change.taken), bump, reason };
}

function bumpOf(
  change: Change,
  champion: NonNullable<Change['champion']>,
  rules: Policy['release'],
): { bump: Bump; reason: string } {
  if (change.interface !== champion.interface) return { bump: rules.interface, reason: 'features or answers changed' };
  if (change.sourceDigest !== champion.sourceDigest) return { bump: rules.code, reason: 'the code changed' };
  return { bump: rules.dataOnly, reason: 'only the data changed' };
}

function firstFree(version: string, bump: Bump, taken: string[]): string {
  let free = version;
  while (taken.includes(free)) free = raise(free, bump);
  return free;
}

function raise(version: string, bump: Bump): string {
  const raised = inc(version, bump);
  if (raised === null) throw new InternalError('version-invalid', `"${version}" is not a semantic version`);
  return raised;
}
