import { open } from 'node:fs/promises';
import { InputError } from '../../core/errors.ts';
import { maxLineBytes } from './checked-text.ts';

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

/** How long the first record of a file is, with its line end and a byte order mark. @throws InputError `data-header` */
export async function headerBytes(path: string, delimiter: string, name: string): Promise<number> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(maxLineBytes);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    const mark = buffer.subarray(0, 3).equals(Buffer.from('\ufeff')) ? 3 : 0;
    const header = readHeader(buffer.subarray(mark, bytesRead), delimiter, false);
    if (header) return mark + header.bytes;
  } finally {
    await handle.close();
  }
  throw new InputError(
    'data-header',
    `${name}: the first record does not end within ${maxLineBytes} bytes; is a quote unclosed?`,
  );
}
