import { show } from '../model-checks/model-check.ts';
import { type DataChange, dataChangeText } from './data-change.ts';
import type { ManifestBody } from './manifest.ts';

/** One line of a comparison; null: that side has no such value. */
export interface DiffLine {
  section: 'release' | 'code' | 'data' | 'training' | 'pins' | 'metrics' | 'proof';
  subject: string;
  a: string | null;
  b: string | null;
  same: boolean;
  /** What the difference is, where there is more to say than both values. */
  note: string | null;
}

export interface ReleaseDiff {
  a: string;
  b: string;
  lines: DiffLine[];
  /** Null where a snapshot is not in the store. */
  data: DataChange | null;
}

/** What differs between two releases, and what does not. */
export function diffReleases(a: ManifestBody, b: ManifestBody, data: DataChange | null): ReleaseDiff {
  const lines = [
    ...releaseLines(a, b),
    ...codeLines(a, b),
    ...dataLines(a, b, data),
    ...table('training', a.hyperparameters, b.hyperparameters),
    line('pins', 'Python', a.python, b.python),
    ...table('pins', a.locks, b.locks, short),
    ...metricLines(a, b),
    ...proofLines(a, b),
  ];
  return { a: a.version, b: b.version, lines, data };
}

type Value = string | number | boolean | null | undefined;

function line(section: DiffLine['section'], subject: string, a: Value, b: Value, note: string | null = null): DiffLine {
  return { section, subject, a: text(a), b: text(b), same: a === b, note: a === b ? null : note };
}

function text(value: Value): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' ? show(value) : String(value);
}

function short(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}

function releaseLines(a: ManifestBody, b: ManifestBody): DiffLine[] {
  return [
    line('release', 'version', a.version, b.version),
    line('release', 'bump', `${a.bump}: ${a.reason}`, `${b.bump}: ${b.reason}`),
    line('release', 'parent', a.parent, b.parent),
    line('release', 'cut', a.createdAt, b.createdAt),
    line('release', 'run', a.runId, b.runId),
  ];
}

function codeLines(a: ManifestBody, b: ManifestBody): DiffLine[] {
  return [
    line('code', 'commit', a.source.commit, b.source.commit),
    digests('code', 'source', a.source.digest, b.source.digest),
    digests('code', 'image', imageOf(a), imageOf(b)),
    digests('code', 'interface', a.interface, b.interface, 'features, types or answers changed: a break for callers'),
    digests('code', 'contract', a.contract, b.contract),
    digests('code', 'policy', a.policy, b.policy),
  ];
}

/** Served from its source, a release has no image: the bundle's digest would say the same twice. */
function imageOf({ image }: ManifestBody): string | undefined {
  return image.kind === 'image' ? image.digest : undefined;
}

/** Shown short, compared whole. */
function digests(
  section: DiffLine['section'],
  subject: string,
  a: string | undefined,
  b: string | undefined,
  note: string | null = null,
): DiffLine {
  const shown = line(section, subject, a && short(a), b && short(b), note);
  return { ...shown, same: a === b };
}

function dataLines(a: ManifestBody, b: ManifestBody, change: DataChange | null): DiffLine[] {
  const rows = b.data.rows - a.data.rows;
  return [
    digests('data', 'snapshot', a.data.snapshot, b.data.snapshot, change && dataChangeText(change)),
    line('data', 'rows', a.data.rows, b.data.rows, signed(rows)),
    line('data', 'train rows', a.data.trainRows, b.data.trainRows),
    line('data', 'holdout rows', a.data.holdoutRows, b.data.holdoutRows),
    line('data', 'holdout percent', a.data.holdoutPercent, b.data.holdoutPercent),
  ];
}

function table<T extends Value>(
  section: DiffLine['section'],
  a: Record<string, T>,
  b: Record<string, T>,
  shown: (value: string) => string = (value) => value,
): DiffLine[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return names.map((name) => {
    const one = line(section, name, a[name], b[name]);
    return { ...one, a: one.a && shown(one.a), b: one.b && shown(one.b) };
  });
}

/** Where one was judged against the other, both answered the same rows, and only then is a difference one. */
function metricLines(a: ManifestBody, b: ManifestBody): DiffLine[] {
  const { comparison } = b;
  const onSame = comparison?.champion === a.version ? comparison : undefined;
  const names = [...new Set([...Object.keys(a.metrics), ...Object.keys(b.metrics)])].sort();
  return names.map((name) => {
    const [mine, theirs] = [b.metrics[name], onSame?.metrics[name]];
    const known = onSame && mine !== undefined && theirs !== undefined;
    const note = known
      ? `${signed(mine - theirs)} on the same ${onSame.rows} rows, where ${a.version} has ${show(theirs)}`
      : 'each on its own holdout rows';
    return { ...line('metrics', name, a.metrics[name], mine), note };
  });
}

function proofLines(a: ManifestBody, b: ManifestBody): DiffLine[] {
  const letPass = ({ overrides }: ManifestBody) =>
    overrides && overrides.length > 0 ? overrides.map((one) => `${one.check} of ${one.subject}`).join(', ') : 'none';
  const approved = ({ approval }: ManifestBody) => (approval ? (approval.by ?? 'somebody') : 'nobody was asked');
  return [
    line('proof', 'let pass', letPass(a), letPass(b)),
    line('proof', 'approved by', approved(a), approved(b)),
    line('proof', 'Signalbox', a.signalbox, b.signalbox),
  ];
}

function signed(value: number): string {
  return value === 0 ? 'no difference' : `${value > 0 ? '+' : '−'}${show(Math.abs(value))}`;
}
