import { open } from 'node:fs/promises';
import { list, text } from '../../core/checks/sql.ts';
import { InputError } from '../../core/errors.ts';
import { maxLineBytes } from './checked-text.ts';
import { checkColumns, checkNames } from './column-names.ts';
import { readHeader } from './csv-header.ts';
import { locateFault } from './locate-fault.ts';
import { prepare } from './prepared.ts';
import type { Table, TableOptions, WantedColumn } from './table.ts';

/** A record may hold several lines, so it may be longer than a line. */
const maxRecordBytes = 2 * maxLineBytes;

/** A CSV of UTF-8 whose bytes were checked. @throws InputError `data-…` or `columns-absent` */
export async function openCsv(options: TableOptions): Promise<Table> {
  const { name, path, delimiter, digitGroups } = options;
  const header = await headerOf(options);
  return {
    name,
    path,
    columns: async () =>
      header.map((column) => ({ name: column, storage: 'text', ...(digitGroups ? {} : { ungrouped: true }) })),
    sql: (wanted) => `(SELECT ${items(header, wanted)} FROM ${csvSql(path, delimiter, typesOf(header, wanted))})`,
    fault: async (message) => {
      if (!/CSV|Maximum line size/.test(message)) return undefined;
      const rules = { name, delimiter, fields: header.length, mostBytes: maxRecordBytes };
      const located = await locateFault({ file: path, ...rules });
      return located ?? new InputError('data-unreadable', `${name}: not a CSV that can be read`);
    },
  };
}

function items(header: string[], wanted: WantedColumn[]): string {
  const item = (name: string) => (header.includes(name) ? `x${header.indexOf(name)}` : 'NULL');
  return wanted.map(({ name }, index) => `${item(name)} AS c${index}`).join(', ');
}

function typesOf(header: string[], wanted: WantedColumn[]): string[] {
  const doubles = new Set(wanted.flatMap(({ name, double }) => (double ? [name] : [])));
  return header.map((name) => (doubles.has(name) ? 'DOUBLE' : 'VARCHAR'));
}

/** The rows of a CSV, columns named `x0`, `x1`… by position. An empty field is null, quoted or not. */
function csvSql(file: string, delimiter: string, types: string[]): string {
  const names = types.map((type, index) => `'x${index}': '${type}'`);
  const options = [
    text(file),
    'header = true',
    'auto_detect = false',
    // What a name ends in says nothing: the first bytes were looked at.
    "compression = 'none'",
    `delim = ${text(delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `nullstr = ''`,
    'strict_mode = true',
    'null_padding = false',
    `max_line_size = ${maxRecordBytes}`,
    // By itself it takes 16 records, and holds several buffers: 140 MB more for nothing.
    `buffer_size = ${maxRecordBytes}`,
    `columns = {${names.join(', ')}}`,
  ];
  return `read_csv${list(options)}`;
}

async function headerOf(options: Omit<TableOptions, 'moments' | 'fields' | 'digitGroups'>): Promise<string[]> {
  const { path, name, delimiter, required, part } = options;
  const { head, whole } = await headBytes(path);
  if (/^\s*$/.test(head.toString('latin1', 0, 4096)) && whole && head.length < 4096)
    throw new InputError('data-empty', `${name}: the file holds white space only (${head.length} bytes)`);
  const header = readHeader(head, delimiter, whole);
  if (!header)
    throw new InputError(
      'data-header',
      `${name}: the first record does not end within ${maxLineBytes} bytes; is a quote unclosed?`,
    );
  checkNames(header.names, name);
  checkColumns(header.names, required, name, { head: head.subarray(0, header.bytes), delimiter });
  const rest = head.subarray(header.bytes);
  if (!part && whole && rest.length < 4096 && /^[\r\n]*$/.test(rest.toString('latin1')))
    throw new InputError('data-header-only', `${name}: has a header and no rows; at least 1 row is needed`);
  return header.names;
}

/** Without a byte order mark. */
async function headBytes(path: string): Promise<{ head: Buffer; whole: boolean }> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(maxLineBytes);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    const mark = buffer.subarray(0, 3).equals(Buffer.from('\ufeff')) ? 3 : 0;
    return { head: buffer.subarray(mark, bytesRead), whole: bytesRead < buffer.length };
  } finally {
    await handle.close();
  }
}

/** Column names of a CSV of this machine that is read as it is. @throws InputError `data-…` */
export async function readCsvHeader(file: string, delimiter: string): Promise<string[]> {
  const { path } = await prepare(
    { path: file, name: file },
    { type: 'csv', encoding: 'utf-8', compression: 'none' },
    '',
  );
  return headerOf({ path, name: file, delimiter, required: [] });
}
