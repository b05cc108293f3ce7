import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataFormat } from '../core/data-format.ts';
import type { Profile } from '../core/profile/profile.ts';
import { inferProperties } from '../engine/infer-properties.ts';
import { profileShard } from '../engine/profile-shard.ts';
import { dataFilesOf } from './data-files.ts';

export interface ProfileRequest {
  /** Files or folders of one data set. */
  data: string[];
  format?: DataFormat | undefined;
}

/** What the files of this machine hold, column by column; texts are read as the type that all of a column are. */
export async function profileHere({ data, format = {} }: ProfileRequest): Promise<Profile> {
  const workDir = await mkdtemp(join(tmpdir(), 'signalbox-profile-'));
  try {
    const files = (await dataFilesOf(data)).map((path) => ({ path, name: path }));
    const asked = { files, format, workDir };
    const properties = await inferProperties(asked, ['integer', 'number', 'boolean', 'date', 'timestamp', 'time']);
    const contract = { file: data[0] ?? 'data', name: 'table', properties, checks: [] };
    return await profileShard({ ...asked, contract, holdoutPercent: 0 });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
