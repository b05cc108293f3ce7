import gt from 'semver/functions/gt.js';
import inc from 'semver/functions/inc.js';
import lt from 'semver/functions/lt.js';
import major from 'semver/functions/major.js';
import parse from 'semver/functions/parse.js';
import prerelease from 'semver/functions/prerelease.js';
import type { CommitRange } from '../code-change.ts';
import { InternalError } from '../errors.ts';
import type { Policy } from '../policy/schema.ts';
import { widestChange } from './commit-changes.ts';

export type Bump = 'major' | 'minor' | 'patch';

/** What a version is decided from: the release before, and what is new. */
export interface Change {
  champion: { version: string; interface: string; sourceDigest: string; commit: string | null } | null;
  interface: string;
  sourceDigest: string;
  /** Commits of the run's source; null where nobody knows them. */
  commits: CommitRange | null;
  /** Every version that exists, released or taken back: a version is never used twice. */
  taken: string[];
}

export interface NextVersion {
  version: string;
  bump: Bump | 'first';
  reason: string;
}

type Rules = Pick<Policy['release'], 'dataOnly' | 'code' | 'chore' | 'interface' | 'first' | 'preRelease'>;

/**
 * The next version by the release rules: the widest change decides; a taken number is skipped. While the model is at 0.y.z a
 * major change raises y, as SemVer 2.0.0 §4 allows and caret ranges expect; it leaves 0.y.z when `first` asks for more.
 * With `preRelease` it is a pre-release of that version; without, the version that the champion's pre-releases were for.
 */
export function nextVersion(change: Change, rules: Rules): NextVersion {
  const { champion, taken } = change;
  if (champion === null) {
    return {
      version: freeFrom(rules.first, 'minor', null, taken, rules.preRelease),
      bump: 'first',
      reason: firstReason,
    };
  }
  const { bump, reason } = bumpOf(change, champion, rules);
  const step = bump === 'major' && major(champion.version) === 0 ? 'minor' : bump;
  const raised = raise(champion.version, step);
  if (lt(raised, rules.first)) {
    const version = freeFrom(rules.first, step, champion.version, taken, rules.preRelease);
    const widened = major(version) > major(champion.version) ? 'major' : bump;
    return { version, bump: widened, reason: `${reason}, and \`release.first\` asks for ${rules.first} or more` };
  }
  return { version: freeFrom(raised, step, champion.version, taken, rules.preRelease), bump, reason };
}

const firstReason = 'the first release';

function bumpOf(
  change: Change,
  champion: NonNullable<Change['champion']>,
  rules: Rules,
): { bump: Bump; reason: string } {
  if (change.interface !== champion.interface) return { bump: rules.interface, reason: 'features or answers changed' };
  if (change.sourceDigest === champion.sourceDigest) return { bump: rules.dataOnly, reason: 'only the data changed' };
  const widest = widestChange(change.commits, champion.commit);
  if (widest === 'breaking') return { bump: rules.interface, reason: 'a commit says that it breaks callers' };
  if (widest === 'chore') return { bump: rules.chore, reason: 'only what leaves the model as it is changed' };
  return { bump: rules.code, reason: 'the code changed' };
}

/** The first version from `core` up that is free and above the champion, as a pre-release where one is asked for. */
function freeFrom(
  core: string,
  step: Bump,
  champion: string | null,
  taken: string[],
  identifier: string | undefined,
): string {
  for (let at = core; ; at = raise(at, step)) {
    if (taken.includes(at)) continue;
    const version = identifier === undefined ? at : `${at}-${identifier}.${nextNumber(at, identifier, taken)}`;
    // Below it where the champion is a pre-release of the same version under a later word: `alpha` after `rc`.
    if (champion === null || gt(version, champion)) return version;
  }
}

/** One more than the highest number that a pre-release of this version has. */
function nextNumber(core: string, identifier: string, taken: string[]): number {
  const numbers = taken.flatMap((version) => {
    const [word, number] = prerelease(version) ?? [];
    const same = word === identifier && typeof number === 'number' && coreOf(version) === core;
    return same ? [number] : [];
  });
  return Math.max(0, ...numbers) + 1;
}

function coreOf(version: string): string | undefined {
  const parsed = parse(version);
  return parsed ? `${parsed.major}.${parsed.minor}.${parsed.patch}` : undefined;
}

/** Of a pre-release: the version that it was for, where that is wide enough for the change. */
function raise(version: string, bump: Bump): string {
  const raised = inc(version, bump);
  if (raised === null) throw new InternalError('version-invalid', `"${version}" is not a semantic version`);
  return raised;
}
