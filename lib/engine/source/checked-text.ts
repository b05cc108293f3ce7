import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import type { DataType } from '../../core/data-format.ts';
import { InputError } from '../../core/errors.ts';
import { checkedNesting } from './nesting.ts';

/** Longest line that is read. */
export const maxLineBytes = 1 << 20;

/** A file's bytes. The buffer is used again for the next chunk. */
export async function* chunksOf(handle: FileHandle): AsyncGenerator<Buffer> {
  const chunk = Buffer.alloc(1 << 18);
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) return;
    yield chunk.subarray(0, bytesRead);
    position += bytesRead;
  }
}

/** Text of a type, checked as far as the engine does not. @throws InputError `data-…` */
export function checked(chunks: AsyncIterable<Buffer>, type: DataType, name: string): AsyncGenerator<Buffer> {
  const text = checkedText(chunks, name);
  return type === 'jsonl' ? checkedNesting(text, name) : text;
}

/** The same bytes, which are UTF-8, without NUL and in lines of bounded length. @throws InputError `data-…` */
async function* checkedText(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  let position = 0;
  let lineStart = 0;
  // The first bytes of a character that the chunk's end cuts.
  let cut = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (position === 0) refuseControls(chunk, name);
    const first = chunk.indexOf(0x0a);
    const lineEnd = position + (first < 0 ? chunk.length : first);
    if (lineEnd - lineStart > maxLineBytes) throw longLine(name, lineStart);
    if (first >= 0) lineStart = position + chunk.lastIndexOf(0x0a) + 1;
    const zero = chunk.indexOf(0);
    if (zero >= 0) throw notText(name, position + zero, 0);
    const bytes = cut.length === 0 ? chunk : Buffer.concat([cut, chunk]);
    const whole = wholeCharacters(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) throw notUtf8(bytes.subarray(0, whole), position - cut.length, name);
    cut = Buffer.from(bytes.subarray(whole));
    position += chunk.length;
    yield chunk;
  }
  if (!isUtf8(cut)) throw notUtf8(cut, position - cut.length, name);
}

/** The first bytes of most formats that are no text hold some. */
function refuseControls(chunk: Buffer, name: string): void {
  const at = chunk.findIndex((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20));
  if (at >= 0) throw notText(name, at, chunk[at] ?? 0);
}

function notText(name: string, offset: number, byte: number): InputError {
  const hex = byte.toString(16).padStart(2, '0');
  return new InputError(
    'data-binary',
    `${name}: byte 0x${hex} at offset ${offset} is not text; allowed: CSV, JSON Lines or Parquet`,
  );
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
    `${name}: not UTF-8: byte 0x${hex} at offset ${position + offset}; other encodings are read where \`data.format.encoding\` declares them`,
  );
}
