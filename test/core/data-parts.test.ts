import fc from 'fast-check';
import { type DataPart, partsOf, rowGroupsOf, shareOf } from '../../lib/core/data-parts.ts';
import { shardsOf } from '../../lib/core/shards.ts';

const gigabyte = 1 << 30;

test('shares cover a file once, whatever its size and the number of parts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 45 }), fc.integer({ min: 1, max: 500 }), (size, of) => {
      const shares = Array.from({ length: of }, (_, at) => shareOf({ at, of }, size));
      expect(shares[0]?.start).toBe(0);
      expect(shares.at(-1)?.end).toBe(size);
      for (const [at, { start }] of shares.entries()) if (at > 0) expect(start).toBe(shares[at - 1]?.end);
    }),
  );
});

test('each row group is that of one part', () => {
  const bytes = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(bytes, fc.integer({ min: 1, max: 10 }), (sizes, of) => {
      let start = 4;
      const groups = sizes.map((size, index) => {
        const group = { firstRow: index, rows: 1, start, end: start + size };
        start += size;
        return group;
      });
      const parts = Array.from({ length: of }, (_, at): DataPart => ({ at, of }));
      expect(parts.flatMap((part) => rowGroupsOf(groups, part, start + 50))).toEqual(groups);
    }),
  );
});

test.each([
  ['a.csv', {}, 4],
  ['a.parquet', {}, 4],
  ['a.jsonl', {}, 4],
  ['part-0', { type: 'parquet' as const }, 4],
  ['part-0', {}, undefined],
  ['a.csv.gz', {}, undefined],
  ['a.csv', { compression: 'zstd' as const }, undefined],
  ['a.csv', { encoding: 'utf-16' as const }, undefined],
])('a gigabyte of %s, declared %j, is read in %s parts', (name, format, parts) => {
  expect(partsOf(name, gigabyte, format)?.length).toBe(parts);
});

test('small files are one shard each, large ones several, numbered in the order of the files', () => {
  const file = (key: string, size: number) => ({ bucket: 'b', key, version: '1', etag: 'e', size });
  const shards = shardsOf([file('a.csv', 10), file('b.parquet', gigabyte), file('c.csv', 10)], {});
  expect(shards.map(({ index, key, part }) => [index, key, part?.at])).toEqual([
    [0, 'a.csv', undefined],
    [1, 'b.parquet', 0],
    [2, 'b.parquet', 1],
    [3, 'b.parquet', 2],
    [4, 'b.parquet', 3],
    [5, 'c.csv', undefined],
  ]);
});
