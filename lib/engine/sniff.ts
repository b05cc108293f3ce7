import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { InputError, messageOf } from '../core/errors.ts';
import { checkColumns, checkNames, readHeader } from './csv-header.ts';

export interface Sniffed {
  /** Column names in the file's order. */
  header: string[];
}

/** Longest line that is read. A line that is longer spans at least four chunks, so two searches a chunk find it. */
export const maxLineBytes = 1 << 20;
const chunkBytes = 1 << 18;
const headBytes = 1 << 16;

/** First bytes of formats that are no CSV, in the order in which they are tried. */
const signatures: Array<{ bytes: number[]; code: string; what: string }> = [
  { bytes: [0x1f, 0x8b], code: 'data-compressed', what: 'is gzip, which is not supported yet' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], code: 'data-compressed', what: 'is zstd, which is not supported yet' },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    code: 'data-compressed',
    what: 'is a zip archive or a spreadsheet, which is not supported',
  },
  { bytes: [0x50, 0x41, 0x52, 0x31], code: 'data-format', what: 'is Parquet, which is not supported yet' },
  { bytes: [0xff, 0xfe, 0x00, 0x00], code: 'data-encoding', what: 'is UTF-32 (little endian, by its byte order mark)' },
  { bytes: [0x00, 0x00, 0xfe, 0xff], code: 'data-encoding', what: 'is UTF-32 (big endian, by its byte order mark)' },
  { bytes: [0xff, 0xfe], code: 'data-encoding', what: 'is UTF-16 (little endian, by its byte order mark)' },
  { bytes: [0xfe, 0xff], code: 'data-encoding', what: 'is UTF-16 (big endian, by its byte order mark)' },
];

/**
 * Reads a CSV once as bytes, in bounded memory, and refuses what no check could be made of, in words that name the place.
 * `columns` are those that must be there; `name` stands for the file in messages.
 * @throws InputError with a code that starts with `data-`, or `columns-absent`.
 */
export async function sniff(options: {
  file: string;
  name: string;
  delimiter: string;
  columns: string[];
}): Promise<Sniffed> {
  const handle = await openFile(options.file, options.name);
  try {
    const chunk = Buffer.alloc(chunkBytes);
    const head = Buffer.from(chunk.subarray(0, (await handle.read(chunk, 0, headBytes, 0)).bytesRead));
    refuseOtherFormats(head, options.name);
    await checkBytes(handle, chunk, options.name);
    return { header: await checkHeader(handle, options) };
  } finally {
    await handle.close();
  }
}

async function openFile(file: string, name: string): Promise<FileHandle> {
  try {
    const handle = await open(file, 'r');
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
  } catch (thrown) {
    throw new InputError('data-missing', `${name}: cannot be opened: ${messageOf(thrown)}`, { cause: thrown });
  }
  throw new InputError('data-missing', `${name}: is not a file`);
}

function refuseOtherFormats(head: Buffer, name: string): void {
  if (head.length === 0) throw new InputError('data-empty', `${name}: the file is empty (0 bytes)`);
  for (const { bytes, code, what } of signatures) {
    if (!head.subarray(0, bytes.length).equals(Buffer.from(bytes))) continue;
    throw new InputError(code, `${name}: ${what}; allowed: CSV in UTF-8, not compressed`);
  }
  const control = head.findIndex((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20));
  if (control >= 0) throw binary(name, control, head[control]);
}

function binary(name: string, offset: number, byte = 0): InputError {
  const hex = byte.toString(16).padStart(2, '0');
  return new InputError('data-binary', `${name}: byte 0x${hex} at offset ${offset} is not text; allowed: CSV in UTF-8`);
}

async function checkBytes(handle: FileHandle, chunk: Buffer, name: string): Promise<void> {
  let position = 0;
  let lineStart = 0;
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) return;
    const bytes = chunk.subarray(0, bytesRead);
    const first = bytes.indexOf(0x0a);
    const lineEnd = position + (first < 0 ? bytesRead : first);
    if (lineEnd - lineStart > maxLineBytes) throw longLine(name, lineStart);
    if (first >= 0) lineStart = position + bytes.lastIndexOf(0x0a) + 1;
    const zero = bytes.indexOf(0);
    if (zero >= 0) throw binary(name, position + zero);
    // A character may be cut by the chunk's end: its first bytes are read again with the next chunk.
    const whole = bytesRead < chunk.length ? bytesRead : wholeCharacters(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) throw notUtf8(bytes.subarray(0, whole), position, name);
    position += whole;
  }
}

function longLine(name: string, lineStart: number): InputError {
  const says = `the line that starts at byte ${lineStart} is longer than ${maxLineBytes} bytes, the most that is read`;
  return new InputError('data-long-line', `${name}: ${says}`);
}

function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return bytes.length - back;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

function notUtf8(bytes: Buffer, position: number, name: string): InputError {
  const decoded = bytes.toString('utf8');
  const replacement = Buffer.from('\ufffd');
  let at = decoded.indexOf('\ufffd');
  let offset = Buffer.byteLength(decoded.slice(0, at));
  while (bytes.subarray(offset, offset + 3).equals(replacement)) {
    const next = decoded.indexOf('\ufffd', at + 1);
    offset += Buffer.byteLength(decoded.slice(at, next));
    at = next;
  }
  const hex = (bytes[offset] ?? 0).toString(16);
  return new InputError(
    'data-encoding',
    `${name}: not UTF-8: byte 0x${hex} at offset ${position + offset}; allowed: CSV in UTF-8`,
  );
}

async function checkHeader(
  handle: FileHandle,
  { name, delimiter, columns }: { name: string; delimiter: string; columns: string[] },
): Promise<string[]> {
  const buffer = Buffer.alloc(maxLineBytes);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
  const mark = buffer.subarray(0, 3).equals(Buffer.from('\ufeff')) ? 3 : 0;
  const head = buffer.subarray(mark, bytesRead);
  if (/^\s*$/.test(head.toString('latin1', 0, 4096)) && bytesRead < 4096)
    throw new InputError('data-empty', `${name}: the file holds white space only (${bytesRead} bytes)`);
  const header = readHeader(head, delimiter, bytesRead < buffer.length);
  if (!header)
    throw new InputError(
      'data-header',
      `${name}: the first record does not end within ${maxLineBytes} bytes; is a quote unclosed?`,
    );
  checkNames(header.names, name);
  checkColumns(header.names, columns, head.subarray(0, header.bytes), delimiter, name);
  const rest = head.subarray(header.bytes);
  if (rest.length < 4096 && bytesRead < buffer.length && /^[\r\n]*$/.test(rest.toString('latin1')))
    throw new InputError('data-header-only', `${name}: has a header and no rows; at least 1 row is needed`);
  return header.names;
}
