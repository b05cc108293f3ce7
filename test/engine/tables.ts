import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
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

/** Profiles bytes as the file of that name. */
export function profileOf(
  folder: string,
  contract: ShardJob['contract'],
  content: string | Uint8Array,
  job: Partial<ShardJob> = {},
  name = 'data.csv',
): Promise<Profile> {
  files += 1;
  const file = join(folder, `${files}`);
  writeFileSync(file, content);
  const defaults = { files: [{ path: file, name }], contract, format: {}, holdoutPercent: 0, workDir: folder };
  return profileShard({ ...defaults, ...job });
}

/** Bytes of a Parquet file with the rows of a query. */
export async function parquetOf(folder: string, sql: string, options = ''): Promise<Buffer> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  files += 1;
  const file = join(folder, `${files}.made`);
  try {
    await connection.run(`COPY (${sql}) TO '${file}' (FORMAT parquet${options})`);
    return readFileSync(file);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
