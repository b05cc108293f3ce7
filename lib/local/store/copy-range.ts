import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { ByteRange } from '../../ports.ts';

/** Some bytes of a file to the same place of another, which is made where there is none. */
export async function copyRange(from: string, to: string, { start, end }: ByteRange): Promise<void> {
  await (await open(to, 'a')).close();
  if (end > start)
    await pipeline(createReadStream(from, { start, end: end - 1 }), createWriteStream(to, { flags: 'r+', start }));
}
