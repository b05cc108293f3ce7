import { createReadStream, createWriteStream } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Compression, DataType, Encoding } from '../../core/data-format.ts';
import { InputError, messageOf } from '../../core/errors.ts';
import { checked } from './checked-text.ts';
import { decoded } from './decoded.ts';

/** Text that repeats itself shrinks 50-fold; what was made to fill a disk, 1,000-fold. */
const mostTimes = 200;
const alwaysAllowed = 64 << 20;
/** Left free for what the engine spills. */
const reserve = 64 << 20;

type Chunks = AsyncIterable<Buffer>;

/**
 * Writes a file anew as the engine reads it: unpacked and, when it is text, in UTF-8.
 * @throws InputError `data-truncated`, `data-corrupt`, `data-too-large`, or as `checked` and `decoded` do.
 */
export async function unpack(options: {
  file: string;
  name: string;
  type: DataType;
  compression: Compression;
  /** Null for a file that is no text. */
  encoding: Encoding | null;
  to: string;
}): Promise<void> {
  const { file, name, type, compression, encoding } = options;
  const most = await mostBytes(file, options.to);
  const inflated = (chunks: Chunks) => bounded(chunks, most, name, compression);
  const text = (chunks: Chunks) => (encoding ? checked(decoded(chunks, encoding, name), type, name) : chunks);
  const output = createWriteStream(options.to);
  try {
    if (compression === 'none') await pipeline(createReadStream(file), inflated, text, output);
    else await pipeline(createReadStream(file), inflater(compression), inflated, text, output);
  } catch (thrown) {
    throw compression === 'none' ? thrown : packedFault(thrown, name, compression);
  }
}

/** The first bytes of a file, unpacked; fewer than `bytes` where it ends or breaks before. */
export async function headOf(file: string, compression: Compression, bytes: number): Promise<Buffer> {
  const source = createReadStream(file);
  const stream = compression === 'none' ? source : source.pipe(inflater(compression));
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as Chunks) {
      parts.push(chunk);
      length += chunk.length;
      if (length >= bytes) break;
    }
  } catch {
    // Whoever reads all of it will say what is broken.
  } finally {
    source.destroy();
  }
  return Buffer.concat(parts).subarray(0, bytes);
}

function inflater(compression: 'gzip' | 'zstd') {
  return compression === 'gzip' ? createGunzip() : createZstdDecompress();
}

async function mostBytes(file: string, to: string): Promise<number> {
  const [{ size }, disk] = await Promise.all([stat(file), statfs(to.slice(0, to.lastIndexOf('/')))]);
  return Math.min(Math.max(alwaysAllowed, mostTimes * size), Math.max(0, disk.bavail * disk.bsize - reserve));
}

async function* bounded(chunks: Chunks, most: number, name: string, compression: Compression): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > most)
      throw new InputError(
        'data-too-large',
        `${name}: ${compression === 'none' ? 'is' : 'unpacks to'} more than ${most} bytes, the most that is written to this disk for a file of its size; split it or store it as Parquet`,
      );
    yield chunk;
  }
}

function packedFault(thrown: unknown, name: string, compression: Compression): unknown {
  const code = (thrown as { code?: string }).code ?? '';
  if (thrown instanceof InputError || !/^(Z_|ZSTD_)/.test(code)) return thrown;
  if (code === 'Z_BUF_ERROR')
    return new InputError('data-truncated', `${name}: the ${compression} ends before its end; is it truncated?`);
  return new InputError('data-corrupt', `${name}: not ${compression} that can be unpacked: ${messageOf(thrown)}`);
}
