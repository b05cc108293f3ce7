import type { DataFormat } from './data-format.ts';
import { partsOf } from './data-parts.ts';
import type { Shard, Snapshot } from './run.ts';

/** The work on a snapshot's files: large ones in parts. Of the same files it is the same. */
export function shardsOf(files: Snapshot['files'], format: DataFormat): Shard[] {
  const shards = files.flatMap(({ bucket, key, version, size }): Array<Omit<Shard, 'index'>> => {
    const file = { bucket, key, version, size };
    return partsOf(key, size, format)?.map((part) => ({ ...file, part })) ?? [file];
  });
  return shards.map((shard, index) => ({ index, ...shard }));
}
