import type { Manifest } from '../../core/release/manifest.ts';
import { formatTime } from '../../core/report/format.ts';
import type { ReleaseDetail } from '../../steps/release-detail.ts';
import { columns } from './columns.ts';
import type { Paint } from './paint.ts';
import { oneLine, printable } from './printable.ts';

/** One release: what it is made of, what its gates said, what became of it, and its section of the changelog. */
export function releaseLines(detail: ReleaseDetail, paint: Paint): string[] {
  const { manifest, intact, notes } = detail;
  const warning = paint.bad(`✕ ${manifest.version} is not what was sealed: its hash does not fit`);
  const gates = manifest.verdicts.map(({ gate, verdict, sentence }) => [gate, verdict, sentence]);
  return [
    ...(intact ? [] : [warning, '']),
    ...factsOf(detail).map(([name, value]) => `${name.padEnd(19)}${oneLine(value)}`),
    '',
    ...columns(['GATE', 'VERDICT', 'WHAT IT SAID'], gates),
    '',
    ...notes.split('\n').map(printable),
  ];
}

function factsOf({ manifest, serving, outcome, signature }: ReleaseDetail): Array<[string, string]> {
  const { version, bump, reason, parent, data, model, source } = manifest;
  const became = outcome ? outcome.sentence : 'its run has not ended';
  return [
    ['Version', `${version}${serving ? ', serving' : ''}`],
    ['Why', `${bump}: ${reason}`],
    ['Parent', parent ?? 'none'],
    ['Cut', formatTime(manifest.createdAt)],
    ['Run', manifest.runId],
    ['What became of it', became],
    ['Source', source.digest],
    ['Commit', commitOf(manifest)],
    ['Image', manifest.image.kind === 'bundle' ? 'none: served from the source' : manifest.image.digest],
    ['Model', model.digest],
    ['Snapshot', `${data.snapshot}, ${data.rows} rows: ${data.trainRows} to train, ${data.holdoutRows} held out`],
    ['Hyperparameters', pairs(manifest.hyperparameters)],
    ['Python', manifest.python ?? 'not on record'],
    ['Locks', pairs(manifest.locks)],
    ['Manifest', manifest.hash],
    ['Signature', signature ? `${signature.algorithm} by ${signature.keyId}` : 'none'],
  ];
}

function commitOf({ source, repository, commits }: Manifest): string {
  if (source.commit === null) return 'none';
  const where = repository ? ` of ${repository.name}, ${repository.branch}` : '';
  return `${source.commit}${where}${commits ? `, ${commits.count} since the parent` : ''}`;
}

/** A digest is known by its beginning. */
const longestValue = 12;

function pairs(values: Record<string, unknown>): string {
  const found = Object.entries(values).map(([name, value]) => `${name} ${String(value).slice(0, longestValue)}`);
  return found.length === 0 ? 'none' : found.join(', ');
}
