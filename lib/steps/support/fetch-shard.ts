import { open, statfs, truncate } from 'node:fs/promises';
import { rowGroupsOf, shareOf } from '../../core/data-parts.ts';
import { InputError } from '../../core/errors.ts';
import type { Shard } from '../../core/run.ts';
import { rowGroupsIn } from '../../engine/source/row-groups.ts';
import { textReachBytes } from '../../engine/source/text-part.ts';
import type { Downloaded, ObjectStore } from '../../ports.ts';

type Wanted = Pick<Shard, 'key' | 'version' | 'size' | 'part'>;

/** The end of a Parquet file that is fetched at first: mostly, its footer is not larger. */
const tailBytes = 64 << 10;

/**
 * Brings what a shard reads onto this disk: the whole file, or of a part the bytes that it needs, where they lie in the file, with
 * holes between them, and tells when it was written. @throws InputError `data-too-large` for a file that is read as one and does not fit, `object-gone`
 */
export async function fetchShard(shard: Wanted, from: ObjectStore, file: string, workDir: string): Promise<Downloaded> {
  const { key, version, size, part } = shard;
  if (!part) {
    await refuseTooLarge(shard, workDir);
    return from.download(key, file, version);
  }
  const fetch = (start: number, end: number) =>
    from.download(key, file, version, { start: Math.max(0, start), end: Math.min(size, end) });
  const downloaded = await fetch(0, textReachBytes);
  if (!(await isParquet(file))) {
    const { start, end } = shareOf(part, size);
    await fetch(start - 1, end + textReachBytes);
    await truncate(file, size);
    return downloaded;
  }
  await fetch(size - tailBytes, size);
  const footer = await footerBytes(file, size);
  if (footer > tailBytes) await fetch(size - footer, size - tailBytes);
  const groups = rowGroupsOf(await rowGroupsIn(file, workDir), part, size);
  const [first, last] = [groups[0], groups.at(-1)];
  if (first && last) await fetch(first.start, last.end);
  return downloaded;
}

async function refuseTooLarge({ key, size }: Wanted, workDir: string): Promise<void> {
  const { bavail, bsize } = await statfs(workDir);
  if (size <= bavail * bsize) return;
  const sentence = `${key}: has ${size} bytes, is read as one, and the disk has ${bavail * bsize} left; CSV, JSON Lines and Parquet that are not packed as a whole are read in parts, or bring it in smaller files`;
  throw new InputError('data-too-large', sentence);
}

async function isParquet(file: string): Promise<boolean> {
  return (await bytesAt(file, 0, 4)).toString('latin1') === 'PAR1';
}

/** With its length and the magic bytes; 0 where there is none, which whoever reads it will tell. */
async function footerBytes(file: string, size: number): Promise<number> {
  const end = await bytesAt(file, size - 8, 8);
  return end.toString('latin1', 4) === 'PAR1' ? Math.min(size, end.readUInt32LE(0) + 8) : 0;
}

async function bytesAt(file: string, position: number, length: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(length);
    await handle.read(buffer, 0, length, position);
    return buffer;
  } finally {
    await handle.close();
  }
}
