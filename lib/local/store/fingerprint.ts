import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Size in bytes, time of writing and lower-case hexadecimal SHA-256 of one file, all of the same moment. */
export async function fingerprint(path: string): Promise<{ size: number; modifiedAt: Date; etag: string }> {
  // Not `await using`: the parser that reads our layers does not know it yet.
  const handle = await open(path);
  try {
    const { size, mtime } = await handle.stat();
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(Math.min(size + 1, 1 << 20));
    for (let read = -1; read !== 0; ) {
      read = (await handle.read(buffer)).bytesRead;
      hash.update(buffer.subarray(0, read));
    }
    return { size, modifiedAt: mtime, etag: hash.digest('hex') };
  } finally {
    await handle.close();
  }
}
