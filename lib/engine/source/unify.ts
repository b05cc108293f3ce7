import type { Storage } from '../../core/checks/column.ts';
import { InputError } from '../../core/errors.ts';
import type { FoundColumn, WantedColumn } from './table.ts';

const numbers: ReadonlySet<Storage> = new Set(['integer', 'decimal', 'float']);

/**
 * The columns of files that are read as one, in the order of the first. Numbers of several types are floats together; in JSON,
 * which has no types of columns, any values may come together and a key may be absent.
 * @throws InputError `data-columns-differ` that names the file that differs from the first.
 */
export function unify(files: Array<{ name: string; columns: FoundColumn[] }>, lenient: boolean): WantedColumn[] {
  const together = new Map<string, Storage | null>();
  const [first] = files;
  for (const { name, columns } of files) {
    if (!lenient && first) sameNames(first, { name, columns });
    for (const column of columns) {
      const before = together.get(column.name) ?? null;
      const both = joined(before, column.storage) ?? (lenient ? 'mixed' : undefined);
      if (both === undefined)
        throw new InputError(
          'data-columns-differ',
          `${name}: column ${JSON.stringify(column.name)} is ${column.storage}, in ${first?.name} and the files after it ${before}; files that are read together need the same columns`,
        );
      together.set(column.name, both === 'nothing' ? null : both);
    }
  }
  const all = files.flatMap(({ columns }) => columns);
  const flagged = (flag: 'zoned' | 'field') => new Set(all.flatMap((column) => (column[flag] ? [column.name] : [])));
  const [zoned, fields] = [flagged('zoned'), flagged('field')];
  const grouped = new Set(all.flatMap(({ name, ungrouped }) => (ungrouped ? [] : [name])));
  return [...together].map(([name, storage]) => ({
    name,
    storage: storage ?? 'string',
    ...(zoned.has(name) ? { zoned: true } : {}),
    ...(fields.has(name) ? { field: true } : {}),
    ...(grouped.has(name) ? {} : { ungrouped: true }),
  }));
}

function joined(a: Storage | null, b: Storage | null): Storage | 'nothing' | undefined {
  if (a === null || b === null || a === b) return a ?? b ?? 'nothing';
  return numbers.has(a) && numbers.has(b) ? 'float' : undefined;
}

type File = Parameters<typeof unify>[0][number];

function sameNames(first: File, file: File): void {
  const [theirs, mine] = [first, file].map(({ columns }) => new Set(columns.map(({ name }) => name)));
  const lacks = [...(theirs ?? [])].filter((name) => !mine?.has(name));
  const more = [...(mine ?? [])].filter((name) => !theirs?.has(name));
  if (lacks.length + more.length === 0) return;
  const says = [
    ...(lacks.length > 0 ? [`lacks ${quoted(lacks)}`] : []),
    ...(more.length > 0 ? [`has ${quoted(more)} too`] : []),
  ];
  throw new InputError(
    'data-columns-differ',
    `${file.name}: ${says.join(' and ')}, compared with ${first.name}; files that are read together need the same columns`,
  );
}

function quoted(names: string[]): string {
  const shown = names.slice(0, 20).map((name) => JSON.stringify(name.slice(0, 100)));
  return shown.join(', ') + (names.length > 20 ? ` and ${names.length - 20} more` : '');
}
