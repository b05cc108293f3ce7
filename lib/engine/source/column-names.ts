import { InputError } from '../../core/errors.ts';
import { readHeader } from './csv-header.ts';

/** The engine holds a vector of 2,048 values a column, several times over: more columns do not fit its 512 MiB. */
const maxColumns = 1_000;

/** @throws InputError when the header cannot name columns. */
export function checkNames(names: string[], file: string): void {
  if (names.length > maxColumns)
    throw new InputError(
      'data-too-wide',
      `${file}: the file has ${names.length} columns; at most ${maxColumns} are read`,
    );
  if (names.some((name) => name.includes('\r')))
    throw new InputError(
      'data-line-ends',
      `${file}: lines end with a carriage return alone; allowed: line feed (Unix) or carriage return and line feed (Windows)`,
    );
  const empty = names.indexOf('');
  if (empty >= 0) throw new InputError('data-header', `${file}: column ${empty + 1} has no name`);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) {
    const named = [...new Set(twice)].map((name) => JSON.stringify(name)).join(', ');
    throw new InputError(
      'data-duplicate-header',
      `${file}: the header names ${named} more than once; each name must be there once`,
    );
  }
}

/** @throws InputError when the contract's columns are not all there; says so when another delimiter of a CSV would find them. */
export function checkColumns(
  names: string[],
  wanted: string[],
  file: string,
  csv?: { head: Buffer; delimiter: string },
): void {
  const absent = wanted.filter((name) => !names.includes(name));
  if (absent.length === 0) return;
  for (const other of csv ? [',', ';', '\t', '|'] : []) {
    const split = !csv || other === csv.delimiter ? null : readHeader(csv.head, other, true);
    if (!split || !wanted.every((name) => split.names.includes(name))) continue;
    throw new InputError(
      'data-delimiter',
      `${file}: split by ${JSON.stringify(csv?.delimiter)} the header has ${names.length} columns and lacks ${quoteAll(absent)}; split by ${JSON.stringify(other)} it has all. Change the file or \`data.delimiter\``,
    );
  }
  throw new InputError(
    'columns-absent',
    `${file}: the contract names ${quoteAll(absent)}, absent from the data; contract: ${quoteAll(wanted)}; data: ${quoteAll(names)}`,
  );
}

function quoteAll(names: string[]): string {
  const shown = names.slice(0, 50).map((name) => JSON.stringify(name.slice(0, 100)));
  return shown.join(', ') + (names.length > 50 ? ` and ${names.length - 50} more` : '');
}
