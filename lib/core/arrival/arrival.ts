import type { Policy } from '../policy/schema.ts';
import { isData, nameIn } from './is-data.ts';
import { type Listed, versionId } from './listed.ts';
import { type Manifest, signalId, signalIn } from './signal.ts';

export type ArrivalRules = Policy['data']['arrival'];

/** A folder of the data bucket as it was seen. */
export interface Seen {
  prefix: string;
  /** Everything under the prefix. */
  objects: readonly Listed[];
  /** Since when nothing came, went or changed, as far as we know; ISO 8601, UTC. */
  since: string;
  /** What the manifest says, where the rule wants one and it lies there. */
  manifest: Manifest | undefined;
}

/** What earlier snapshots took. */
export interface Taken {
  /** By versionId. */
  versions: ReadonlySet<string>;
  /** Whether exactly these objects are an earlier snapshot. */
  together(files: readonly Listed[]): boolean;
  /** Markers and manifests that a snapshot was taken at, by signalId: each is good for one. */
  signals: ReadonlySet<string>;
}

/** `wait`: `seconds` is null where no time, only another object can make it complete. */
export type Arrival =
  | { kind: 'nothing'; why: string }
  | { kind: 'wait'; seconds: number | null; why: string }
  | { kind: 'ready'; files: Listed[]; signal: string | null };

/** Whether what lies in a folder is a drop that is complete, and what of it is trained on. */
export function arrivalOf(seen: Seen, rules: ArrivalRules, taken: Taken, now: Date): Arrival {
  const data = seen.objects.filter((object) => isData(object, seen.prefix) && isListed(object, seen, rules));
  const fresh = data.filter((file) => !taken.versions.has(versionId(file)));
  const files = rules.take === 'new' ? fresh : data;
  if (data.length === 0) return { kind: 'nothing', why: 'there is no file with content' };
  if (files.length === 0) return { kind: 'nothing', why: 'every file was trained on before' };
  if (taken.together(files)) return { kind: 'nothing', why: 'exactly these files were trained on before' };
  const signal = signalIn(seen.objects, seen.prefix, rules.complete);
  const incomplete = signalled(seen, files, signal, rules, taken);
  if (incomplete !== undefined) return { kind: 'wait', seconds: null, why: incomplete };
  const due = Math.max(quietAt(seen, files, rules), agedAt(fresh, rules));
  const seconds = Math.ceil((due - now.getTime()) / 1000);
  if (seconds > 0) return { kind: 'wait', seconds, why: 'more may come' };
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes < rules.minBytes) {
    return { kind: 'wait', seconds: null, why: `${bytes} bytes came, and ${rules.minBytes} are wanted` };
  }
  return { kind: 'ready', files, signal: signal ? signalId(signal) : null };
}

/** The manifest itself is no data, nor is what it does not name. */
function isListed(object: Listed, { prefix, manifest }: Seen, { complete }: ArrivalRules): boolean {
  const name = nameIn(prefix, object) ?? '';
  if (complete.kind === 'quiet') return true;
  if (name === complete.name) return false;
  return manifest === undefined || 'fault' in manifest || manifest.names.has(name);
}

/** Why a drop whose end is told by an object is not complete; undefined when it is, or when time tells. */
function signalled(
  { prefix, objects, manifest }: Seen,
  files: readonly Listed[],
  signal: Listed | undefined,
  { complete }: ArrivalRules,
  taken: Taken,
): string | undefined {
  if (complete.kind === 'quiet') return undefined;
  if (signal === undefined) return `there is no ${complete.name} yet`;
  if (taken.signals.has(signalId(signal))) return `${complete.name} is that of an earlier drop`;
  if (complete.kind === 'marker') {
    const late = files.find(({ modifiedAt }) => modifiedAt > signal.modifiedAt);
    return late && `${late.key} came after ${complete.name}, which must be the last`;
  }
  if (manifest === undefined) return `${complete.name} could not be read`;
  if ('fault' in manifest) return `${complete.name} cannot be used: ${manifest.fault}`;
  const present = new Set(objects.map((object) => nameIn(prefix, object)));
  const missing = [...manifest.names].filter((name) => !present.has(name));
  return missing.length > 0
    ? `${missing.length} files of ${complete.name} are missing, ${missing[0]} first`
    : undefined;
}

/** Milliseconds since 1970. An upload in parts tells when it began and a delete tells nothing, hence `since`. */
function quietAt({ since }: Seen, files: readonly Listed[], { complete }: ArrivalRules): number {
  if (complete.kind !== 'quiet') return 0;
  const last = files.reduce((newest, { modifiedAt }) => Math.max(newest, Date.parse(modifiedAt)), Date.parse(since));
  return last + complete.seconds * 1000;
}

function agedAt(fresh: readonly Listed[], { minAgeSeconds }: ArrivalRules): number {
  if (minAgeSeconds === 0 || fresh.length === 0) return 0;
  return Math.min(...fresh.map(({ modifiedAt }) => Date.parse(modifiedAt))) + minAgeSeconds * 1000;
}
