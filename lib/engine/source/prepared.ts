import { type FileHandle, open } from 'node:fs/promises';
import {
  type Compression,
  compressionOf,
  type DataFormat,
  type DataType,
  delimiterOf,
  type Encoding,
  typeOf,
} from '../../core/data-format.ts';
import type { DataPart } from '../../core/data-parts.ts';
import { InputError, whyUnopened } from '../../core/errors.ts';
import { checked, chunksOf } from './checked-text.ts';
import { headerBytes } from './csv-header.ts';
import { mayGroupDigits } from './digit-groups.ts';
import type { SourceFile } from './table.ts';
import { copyLines } from './text-part.ts';
import { headOf, unpack } from './unpack.ts';

export interface Prepared {
  /** The file itself where the engine can read it as it is, else `copy`. */
  path: string;
  type: DataType;
  /** Of a part of a CSV: see `copyLines`. */
  oddQuotes?: boolean;
  /** Whether a text may hold digits in groups: see `mayGroupDigits`. */
  digitGroups: boolean;
}

const headBytes = 1 << 16;

/** First bytes of what is no table, whatever its name. */
const refused: Array<{ bytes: number[]; code: string; what: string }> = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], code: 'data-compressed', what: 'a zip archive or a spreadsheet' },
  { bytes: [0xff, 0xfe, 0x00, 0x00], code: 'data-encoding', what: 'UTF-32 (little endian, by its byte order mark)' },
  { bytes: [0x00, 0x00, 0xfe, 0xff], code: 'data-encoding', what: 'UTF-32 (big endian, by its byte order mark)' },
];

/** Finds out what a file is, and unpacks it into `copy` where the engine could not read it. @throws InputError `data-…` */
export async function prepare(file: SourceFile, format: DataFormat, copy: string): Promise<Prepared> {
  const { path, name, part } = file;
  const handle = await openFile(path, name);
  try {
    const compression = compressionOf(name, await firstBytes(handle, name), format);
    const head = await headOf(path, compression, headBytes);
    const type = typeOf(name, head, format);
    const encoding = type === 'parquet' ? null : encodingOf(head, format, name);
    if (part && type !== 'parquet') return await preparePart(file, part, { type, compression, encoding, format }, copy);
    if (compression === 'none' && (encoding === null || encoding === 'utf-8')) {
      return { path, type, digitGroups: encoding !== null && (await readThrough(handle, type, name)) };
    }
    await unpack({ file: path, name, type, compression, encoding, to: copy });
    return { path: copy, type, digitGroups: true };
  } finally {
    await handle.close();
  }
}

async function preparePart(
  { path, name }: SourceFile,
  part: DataPart,
  found: { type: DataType; compression: Compression; encoding: Encoding | null; format: DataFormat },
  copy: string,
): Promise<Prepared> {
  const { type, compression, encoding, format } = found;
  if (compression !== 'none' || encoding !== 'utf-8')
    throw new InputError(
      'data-undividable',
      `${name}: is ${compression === 'none' ? encoding : compression}, which cannot be read in parts, and by its name and size it would be; declare \`data.format\`, or store it as Parquet`,
    );
  const header = type === 'csv' ? await headerBytes(path, delimiterOf(name, format), name) : 0;
  const { oddQuotes } = await copyLines({ path, name }, part, header, copy);
  const handle = await open(copy, 'r');
  try {
    const digitGroups = await readThrough(handle, type, name);
    return { path: copy, type, digitGroups, ...(type === 'csv' ? { oddQuotes } : {}) };
  } finally {
    await handle.close();
  }
}

/** Checks all of a text, and answers whether it may hold digits in groups. */
async function readThrough(handle: FileHandle, type: DataType, name: string): Promise<boolean> {
  let found = false;
  for await (const chunk of checked(chunksOf(handle), type, name)) found ||= mayGroupDigits(chunk);
  return found;
}

async function openFile(file: string, name: string): Promise<FileHandle> {
  try {
    const handle = await open(file, 'r');
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
  } catch (thrown) {
    throw new InputError('data-missing', `${name}: ${whyUnopened(thrown)}`, { cause: thrown });
  }
  throw new InputError('data-missing', `${name}: is not a file`);
}

async function firstBytes(handle: FileHandle, name: string): Promise<Buffer> {
  const head = Buffer.alloc(16);
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  if (bytesRead === 0) throw new InputError('data-empty', `${name}: the file is empty (0 bytes)`);
  return head.subarray(0, bytesRead);
}

/** Nothing but a byte order mark tells an encoding for sure, so anything else must be declared. */
function encodingOf(head: Buffer, format: DataFormat, name: string): Encoding {
  for (const { bytes, code, what } of refused) {
    if (!head.subarray(0, bytes.length).equals(Buffer.from(bytes))) continue;
    throw new InputError(code, `${name}: is ${what}; allowed: CSV, JSON Lines or Parquet`);
  }
  const mark = head.length >= 2 ? head.readUInt16BE(0) : 0;
  const marked = mark === 0xfffe || mark === 0xfeff;
  const declared = format.encoding;
  if (marked && declared !== undefined && declared !== 'utf-16')
    throw new InputError('data-encoding', `${name}: declared as ${declared}, and a byte order mark says UTF-16`);
  return declared ?? (marked ? 'utf-16' : 'utf-8');
}
