import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type DataPart, shareOf } from '../../core/data-parts.ts';
import { InputError } from '../../core/errors.ts';
import { maxLineBytes } from './checked-text.ts';

/** What of a file, beside its share, a worker must have at hand: the header in front, and a line beyond the end. */
export const textReachBytes = maxLineBytes;

/**
 * Copies the lines that begin in a part's share, after the first `header` bytes of the file. Answers whether they hold an odd
 * number of quotes: then a quoted field goes on in the next part, and both were cut in the middle of a record.
 */
export async function copyLines(
  { path, name }: { path: string; name: string },
  part: DataPart,
  header: number,
  to: string,
): Promise<{ oddQuotes: boolean }> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const share = shareOf(part, size);
    const start = part.at === 0 ? 0 : await lineFrom(handle, share.start, size, name);
    const end = part.at + 1 === part.of ? size : await lineFrom(handle, share.end, size, name);
    let quotes = 0;
    const count = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        for (let at = chunk.indexOf(0x22); at >= 0; at = chunk.indexOf(0x22, at + 1)) quotes += 1;
        yield chunk;
      }
    };
    const output = createWriteStream(to);
    if (part.at > 0) output.write(await bytesOf(handle, header));
    if (end > start) await pipeline(createReadStream(path, { start, end: end - 1 }), count, output);
    else await new Promise<void>((done) => output.end(done));
    return { oddQuotes: quotes % 2 === 1 };
  } finally {
    await handle.close();
  }
}

/** Where the first line begins from there on: a line is that part's in whose share its first byte lies. */
async function lineFrom(handle: FileHandle, from: number, size: number, name: string): Promise<number> {
  const buffer = Buffer.alloc(Math.min(textReachBytes, size - from + 1));
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, from - 1);
  const at = buffer.subarray(0, bytesRead).indexOf(0x0a);
  if (at >= 0) return from + at;
  if (from - 1 + bytesRead >= size) return size;
  throw new InputError(
    'data-long-line',
    `${name}: the line around byte ${from} is longer than ${maxLineBytes} bytes, the most that is read`,
  );
}

async function bytesOf(handle: FileHandle, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, (await handle.read(buffer, 0, length, 0)).bytesRead);
}
