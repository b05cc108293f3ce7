import { readFile, stat } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { InputError, messageOf, whyUnopened } from '../../core/errors.ts';
import { readCsvHeader } from '../../engine/source/csv.ts';

/** A sample of the data, whole. */
export interface Table {
  file: string;
  delimiter: string;
  header: string[];
  /** Text of each field, in the header's order. */
  rows: string[][];
}

/** It is committed with the code, so it is a sample. */
const largestSampleBytes = 20 * 1024 * 1024;
/** Fewer leave a holdout that proves nothing: 30 % of 60 are 18. */
const fewestRows = 60;

const delimiters = [',', ';', '\t', '|'];

/** Reads a sample of the data. @throws InputError `data-…` */
export async function readTable(file: string): Promise<Table> {
  const found = await stat(file).catch((cause) => {
    throw new InputError('data-missing', `${file}: ${whyUnopened(cause)}`, { cause });
  });
  if (!found.isFile()) throw new InputError('data-missing', `${file}: is not a file`);
  const { size } = found;
  if (size > largestSampleBytes) {
    const sentence = `${file} has ${size} bytes; a workload starts from a sample of at most ${largestSampleBytes}, which is committed with it`;
    throw new InputError('data-too-large', sentence);
  }
  const text = await readFile(file, 'utf8');
  const delimiter = delimiterOf(text);
  const header = await readCsvHeader(file, delimiter);
  const rows = rowsOf(text, delimiter, file);
  if (rows.length < fewestRows) {
    const sentence = `${file} has ${rows.length} rows; at least ${fewestRows} are needed, so that some can be kept from training to judge by`;
    throw new InputError('data-too-small', sentence);
  }
  return { file, delimiter, header, rows };
}

/** Values of a column; empty fields are ''. */
export function valuesOf({ header, rows }: Table, column: string): string[] {
  const at = header.indexOf(column);
  return rows.map((row) => row[at] ?? '');
}

/** The one that parts the first line into most columns. */
function delimiterOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/)).replaceAll(/"[^"]*"/g, '');
  const counts = delimiters.map((delimiter) => ({ delimiter, count: first.split(delimiter).length - 1 }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

function rowsOf(text: string, delimiter: string, file: string): string[][] {
  try {
    return parse(text, { delimiter, bom: true, skip_empty_lines: true, from: 2 });
  } catch (cause) {
    throw new InputError('data-unreadable', `${file}: ${messageOf(cause)}`, { cause });
  }
}
