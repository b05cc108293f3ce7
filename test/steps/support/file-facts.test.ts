import { createHash } from 'node:crypto';
import { utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileFacts, filesOfShards, localFiles } from '../../../lib/steps/support/file-facts.ts';
import { temporaryFolder } from '../../engine/tables.ts';

const folder = temporaryFolder();

test('a local file has its size, its moment, and the hashes that were asked for, by both of its paths', async () => {
  const path = join(folder, 'a.csv');
  writeFileSync(path, 'a,b\n1,2\n');
  utimesSync(path, 0, 1_000);
  const [file, ...none] = await localFiles([path, join(folder, 'none.csv')], {
    moments: true,
    hashes: ['MD5', 'SHA-1'],
  });
  expect(none).toEqual([]);
  const hash = (name: string) => createHash(name).update('a,b\n1,2\n').digest('hex');
  expect(file).toEqual({
    name: path,
    paths: [path, path, relative('.', path)],
    size: 8,
    modifiedAt: '1970-01-01T00:16:40.000Z',
    hashes: { MD5: hash('md5'), 'SHA-1': hash('sha1') },
  });
});

test('a file that is read in parts is one, of the size of all, and nobody hashed it', () => {
  const shard = { bucket: 'b', key: 'big.csv', version: 'v', size: 7 };
  const shards = [0, 1, 2].map((index) => ({ ...shard, index, part: { at: index, of: 3 } }));
  const files = filesOfShards([...shards, { ...shard, index: 3, key: 'small.csv', bucket: undefined }], [], 'data');
  expect(files.map(({ name, size, paths }) => [name, size, paths[0]])).toEqual([
    ['big.csv', 7, 's3://b/big.csv'],
    ['small.csv', 7, 's3://data/small.csv'],
  ]);
  expect(files[0]?.unhashed).toBe('it is read in 3 parts, so that nobody reads it as one');
  expect(files[1]?.unhashed).toBeUndefined();
});

test('an expression that takes for ever is stopped', () => {
  const { search } = fileFacts([], '2026-01-01T00:00:00.000Z');
  expect(search('b$', ['ab', 'ba'])).toEqual([true, false]);
  expect(search('^(a+)+$', [`${'a'.repeat(40)}b`])).toBeUndefined();
});
