import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Listed } from '../../core/arrival/listed.ts';
import type { Ports } from '../../ports.ts';

/** Lines below the header of each file, with those inside quotes; stops when there are `enough`. */
export async function countRows(
  files: readonly Listed[],
  enough: number,
  { data, workDir }: Pick<Ports, 'data' | 'workDir'>,
): Promise<number> {
  const path = join(workDir, `rows-${crypto.randomUUID()}`);
  let rows = 0;
  for (const { key, version } of files) {
    try {
      await data.download(key, path, version);
      rows += Math.max(0, (await countLines(path)) - 1);
    } finally {
      await rm(path, { force: true });
    }
    if (rows >= enough) break;
  }
  return rows;
}

const lineFeed = 0x0a;

/** Lines with at least one byte; the last needs no line feed. */
async function countLines(path: string): Promise<number> {
  let lines = 0;
  let before = lineFeed;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte === lineFeed && before !== lineFeed) lines += 1;
      before = byte;
    }
  }
  return before === lineFeed ? lines : lines + 1;
}
