import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContract } from '../../lib/core/contract/read-contract.ts';
import type { Profile } from '../../lib/core/profile/profile.ts';
import { profileShard, type ShardJob } from '../../lib/engine/profile-shard.ts';

/** A contract whose properties are JSON, which is YAML too. */
export function contractOf(properties: object[], quality: object[] = []) {
  const schema = [{ name: 'table', quality, properties }];
  const text = { apiVersion: 'v3.1.0', kind: 'DataContract', id: 'x', version: '1.0.0', status: 'active', schema };
  return readContract({ text: JSON.stringify(text), file: 'contract.yaml' });
}

/** A folder that is gone after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

let files = 0;

/** Profiles bytes as `data.csv`. */
export function profileOf(
  folder: string,
  contract: ShardJob['contract'],
  content: string | Uint8Array,
  job: Partial<ShardJob> = {},
): Promise<Profile> {
  files += 1;
  const file = join(folder, `${files}.csv`);
  writeFileSync(file, content);
  const defaults = { file, name: 'data.csv', contract, format: { delimiter: ',' }, holdoutPercent: 0, workDir: folder };
  return profileShard({ ...defaults, ...job });
}
