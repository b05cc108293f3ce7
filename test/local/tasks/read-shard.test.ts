import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readShard } from '../../../lib/local/tasks/read-shard.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-shard-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function jobOf(text: string) {
  const path = join(folder, 'a.csv');
  writeFileSync(path, text);
  return {
    files: [{ path, name: 'a.csv' }],
    contract: {
      file: 'contract.yaml',
      name: 't',
      properties: [{ name: 'id', logicalType: 'integer' as const, required: true, unique: false, identifier: false }],
      checks: [],
    },
    format: {},
    holdoutPercent: 0,
    workDir: folder,
  };
}

test('a process of its own says of a shard what this one says', async () => {
  const job = jobOf('id\n1\n2\n3\n');
  const [there, here] = [await readShard(job, 1), await readShard(job)];
  expect(there).toEqual(here);
  expect(here).toMatchObject({ rows: 3, columns: [{ name: 'id', min: 1, max: 3 }] });
});

test('what is wrong with the input is told by the same words from there', async () => {
  const job = jobOf('id\n1\n2,3\n');
  const [there, here] = await Promise.all([1, undefined].map((from) => readShard(job, from).catch((thrown) => thrown)));
  expect(there).toMatchObject({ name: 'InputError', code: 'data-ragged' });
  expect(there.message).toBe(here.message);
});
