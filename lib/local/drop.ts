import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { formatOf } from '../core/data-format.ts';
import { InputError } from '../core/errors.ts';
import { profileShard } from '../engine/profile-shard.ts';
import type { ObjectStore } from '../ports.ts';
import type { OpenedWorkload } from './workload/open-workload.ts';

/**
 * Puts files where data arrives, as an upload to the data bucket would, and answers their prefix. The prefix is named by their
 * content, so the same drop twice is the same drop. Files that no check could be made of are refused before anything is written.
 */
export async function drop(files: string[], workload: OpenedWorkload, data: ObjectStore): Promise<string> {
  const names = files.map((file) => basename(file));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice)
    throw new InputError('data-name-twice', `two of the files are called ${twice}: a drop needs different names`);
  await refuseUnreadable(files, workload);
  const prefix = `incoming/${workload.policy.name}/${await fingerprintOf(files)}/`;
  for (const file of files) await data.put(`${prefix}${basename(file)}`, { file }, { absent: true });
  return prefix;
}

/** Reads every row once, as the data gate will: what it says of the values is the gate's to judge, with a record of it. */
async function refuseUnreadable(files: string[], { policy, contract }: OpenedWorkload): Promise<void> {
  const workDir = await mkdtemp(join(tmpdir(), 'signalbox-drop-'));
  const format = formatOf(policy.data);
  try {
    for (const file of files)
      await profileShard({ files: [{ path: file, name: file }], contract, format, holdoutPercent: 0, workDir });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function fingerprintOf(files: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [...files].sort((a, b) => (basename(a) < basename(b) ? -1 : 1))) {
    hash.update(`${basename(file)}\0`);
    await pipeline(createReadStream(file), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) hash.update(chunk);
    });
  }
  return hash.digest('hex').slice(0, 16);
}
