import { InputError } from '../core/errors.ts';

export interface HeaderRecord {
  names: string[];
  /** Bytes of the record with its line end; the data starts there. */
  bytes: number;
}

const [quote, lineFeed, carriageReturn] = [0x22, 0x0a, 0x0d];

/** Splits the first record of a CSV. Null when it does not end within `head` (and `complete` says that there is more). */
export function readHeader(head: Buffer, delimiter: string, complete: boolean): HeaderRecord | null {
  const separator = Buffer.from(delimiter);
  const names: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < head.length; at++) {
    const byte = head[at];
    if (byte === quote) quoted = !quoted;
    if (quoted) continue;
    if (byte === separator[0] && head.subarray(at, at + separator.length).equals(separator)) {
      names.push(unquote(head.toString('utf8', start, at)));
      at += separator.length - 1;
      start = at + 1;
    } else if (byte === lineFeed) {
      const end = head[at - 1] === carriageReturn && at > start ? at - 1 : at;
      names.push(unquote(head.toString('utf8', start, end)));
      return { names, bytes: at + 1 };
    }
  }
  if (!complete) return null;
  names.push(unquote(head.toString('utf8', start)));
  return { names, bytes: head.length };
}

function unquote(field: string): string {
  return field.startsWith('"') && field.endsWith('"') && field.length > 1
    ? field.slice(1, -1).replaceAll('""', '"')
    : field;
}

/** The engine holds a vector of 2,048 values a column, several times over: more columns do not fit its 512 MiB. */
const maxColumns = 1_000;

/** @throws InputError when the header cannot name columns. */
export function checkNames(names: string[], file: string): void {
  if (names.length > maxColumns)
    throw new InputError(
      'data-too-wide',
      `${file}: the header has ${names.length} columns; at most ${maxColumns} are read`,
    );
  if (names.some((name) => name.includes('\r')))
    throw new InputError(
      'data-line-ends',
      `${file}: lines end with a carriage return alone; allowed: line feed (Unix) or carriage return and line feed (Windows)`,
    );
  const empty = names.indexOf('');
  if (empty >= 0) throw new InputError('data-header', `${file}: column ${empty + 1} of the header has no name`);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) {
    const named = [...new Set(twice)].map((name) => JSON.stringify(name)).join(', ');
    throw new InputError(
      'data-duplicate-header',
      `${file}: the header names ${named} more than once; each name must be there once`,
    );
  }
}

/** @throws InputError when the contract's columns are not all there; says so when another delimiter would find them. */
export function checkColumns(names: string[], wanted: string[], head: Buffer, delimiter: string, file: string): void {
  const absent = wanted.filter((name) => !names.includes(name));
  if (absent.length === 0) return;
  for (const other of [',', ';', '\t', '|']) {
    const split = other === delimiter ? null : readHeader(head, other, true);
    if (!split || !wanted.every((name) => split.names.includes(name))) continue;
    throw new InputError(
      'data-delimiter',
      `${file}: split by ${JSON.stringify(delimiter)} the header has ${names.length} columns and lacks ${quoteAll(absent)}; split by ${JSON.stringify(other)} it has all. Change the file or \`data.delimiter\``,
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
