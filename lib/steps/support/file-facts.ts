import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { DataFile, FileFacts, HashAlgorithm } from '../../core/checks/files/data-file.ts';
import type { WantedOfFiles } from '../../core/checks/files/wanted.ts';
import { ecmaPattern } from '../../core/checks/matching.ts';
import type { ShardRecord } from '../../core/profile/profile.ts';
import type { Shard } from '../../core/run.ts';
import { within } from '../../engine/within.ts';

/** Paths are short: what takes longer takes for ever. */
const budgetMs = 2_000;

/** The files of a run, as its snapshot pinned them and as whoever read them saw them. */
export function filesOfShards(shards: Shard[], records: ShardRecord[], dataBucket: string): DataFile[] {
  const files = new Map<string, DataFile>();
  for (const [at, { bucket = dataBucket, key, version, size, part }] of shards.entries()) {
    const record = records[at];
    const seen = record?.status === 'profiled' ? record.seen : undefined;
    const place = `${bucket}/${key}`;
    files.set(JSON.stringify([place, version]), {
      name: key,
      paths: [`s3://${place}`, place, key],
      size,
      modifiedAt: seen?.modifiedAt,
      hashes: seen?.hashes,
      unhashed: part && `it is read in ${part.of} parts, so that nobody reads it as one`,
    });
  }
  return [...files.values()];
}

/** Files of this machine, read one after the other where hashes are asked for; one that is not there is told by whoever reads it. */
export async function localFiles(paths: string[], { hashes }: WantedOfFiles): Promise<DataFile[]> {
  const files: DataFile[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined);
    if (!info?.isFile()) continue;
    const whole = resolve(path);
    files.push({
      name: path,
      paths: [whole, path, relative('.', whole)],
      size: info.size,
      modifiedAt: info.mtime.toISOString(),
      hashes: await hashesOf(path, hashes),
    });
  }
  return files;
}

export async function hashesOf(path: string, algorithms: HashAlgorithm[]): Promise<DataFile['hashes']> {
  if (algorithms.length === 0) return {};
  const hashes = algorithms.map((name) => ({ name, hash: createHash(name.replace('-', '')) }));
  for await (const chunk of createReadStream(path)) for (const { hash } of hashes) hash.update(chunk);
  return Object.fromEntries(hashes.map(({ name, hash }) => [name, hash.digest('hex')]));
}

/** What checks of files are judged by; an expression may take exponential time on a crafted path. */
export function fileFacts(files: DataFile[], askedAt: string): FileFacts {
  const run = within(budgetMs);
  const search: FileFacts['search'] = (pattern, texts) => {
    const expression = ecmaPattern(pattern);
    try {
      return run((text) => expression.test(text), texts).map((found) => found === true);
    } catch {
      return undefined;
    }
  };
  return { files, askedAt, search };
}
