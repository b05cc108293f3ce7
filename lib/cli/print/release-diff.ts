import type { ReleaseDiff } from '../../core/release/diff.ts';
import { columns } from './columns.ts';

const mostFiles = 10;

/** What differs between two releases, in columns; with `all`, what is the same too. */
export function diffLines({ a, b, lines, data }: ReleaseDiff, { all }: { all: boolean }): string[] {
  const shown = lines.filter(({ same }) => all || !same);
  if (shown.length === 0) return [`${a} and ${b} are the same.`];
  const rows = shown.map((line) => [
    line.section,
    line.subject,
    line.a ?? '-',
    line.b ?? '-',
    line.note ?? (line.same ? 'the same' : ''),
  ]);
  const left = lines.length - shown.length;
  return [
    ...columns(['', 'WHAT', a, b, 'DIFFERENCE'], rows),
    ...(data ? fileLines(data) : []),
    ...(left > 0 ? ['', `${left} more are the same; --all shows them.`] : []),
  ];
}

function fileLines({ added, removed, changed }: NonNullable<ReleaseDiff['data']>): string[] {
  const files = [
    ...added.map((key) => ['+', key]),
    ...removed.map((key) => ['−', key]),
    ...changed.map((key) => ['~', key]),
  ];
  if (files.length === 0) return [];
  const more = files.length > mostFiles ? [`… and ${files.length - mostFiles} more files`] : [];
  return ['', ...columns(['', 'DATA FILE'], files.slice(0, mostFiles)), ...more];
}
