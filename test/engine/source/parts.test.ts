import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { mergeProfiles } from '../../../lib/core/profile/merge.ts';
import { cutWithinQuotes, placed } from '../../../lib/core/profile/placed.ts';
import type { Profile, ShardRecord } from '../../../lib/core/profile/profile.ts';
import { profileShard } from '../../../lib/engine/profile-shard.ts';
import { contractOf, parquetOf, temporaryFolder } from '../tables.ts';

const folder = temporaryFolder();
const contract = contractOf([
  { name: 'n', logicalType: 'integer', required: true, logicalTypeOptions: { minimum: 10 } },
  { name: 's', logicalType: 'string' },
]);

type Profiled = Extract<ShardRecord, { status: 'profiled' }>;

async function inParts(file: string, of: number): Promise<Profiled[]> {
  const records: Profiled[] = [];
  for (let at = 0; at < of; at++) {
    const files = [{ path: join(folder, file), name: file, part: { at, of } }];
    const profile = await profileShard({ files, contract, format: {}, holdoutPercent: 30, workDir: folder });
    records.push({ status: 'profiled', file, part: { at, of }, profile });
  }
  return records;
}

async function whole(file: string): Promise<Profile> {
  const files = [{ path: join(folder, file), name: file }];
  return profileShard({ files, contract, format: {}, holdoutPercent: 30, workDir: folder });
}

function merged(records: Profiled[]): Profile {
  return comparable(mergeProfiles(placed(records)));
}

function comparable({ oddQuotes: _, columns, ...rest }: Profile): Profile {
  return { ...rest, columns: columns.map((column) => ({ ...column, mean: 0, m2: 0 })) };
}

test('a CSV in any number of parts is the whole CSV, its failing rows where they are', async () => {
  const row = fc.tuple(
    fc.integer({ min: 0, max: 99 }),
    fc.constantFrom('x', '', '"a,b"', '"say ""hi"""', 'é'.repeat(20)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      async (rows, of, end) => {
        writeFileSync(
          join(folder, 'any.csv'),
          `n,s\n${rows.map((cells) => cells.join(',')).join('\n')}${end ? '\n' : ''}`,
        );
        const records = await inParts('any.csv', of);
        expect(cutWithinQuotes(records)).toBeUndefined();
        expect(merged(records)).toEqual(comparable(await whole('any.csv')));
      },
    ),
    { numRuns: 15 },
  );
});

test('JSON Lines in parts are the whole, though a key may be in some only', async () => {
  const lines = Array.from({ length: 40 }, (_, i) => JSON.stringify(i < 20 ? { n: i } : { n: i, s: `v${i % 3}` }));
  writeFileSync(join(folder, 'a.jsonl'), `${lines.join('\n')}\n`);
  expect(merged(await inParts('a.jsonl', 5))).toEqual(comparable(await whole('a.jsonl')));
});

test('Parquet in parts is the whole, by its row groups, also where parts outnumber them', async () => {
  const sql = `SELECT i AS n, 'v' || i % 7 AS s FROM range(10000) t(i)`;
  writeFileSync(join(folder, 'a.parquet'), await parquetOf(folder, sql, ', ROW_GROUP_SIZE 2048'));
  for (const parts of [2, 3, 9]) {
    const records = await inParts('a.parquet', parts);
    expect(records.filter(({ profile }) => profile.rows > 0).length).toBe(Math.min(parts, 5));
    expect(merged(records)).toEqual(comparable(await whole('a.parquet')));
  }
});

test('a line end within quotes where a part ends is found, and one elsewhere is none of its business', async () => {
  writeFileSync(join(folder, 'cut.csv'), `n,s\n1,"${'a\n'.repeat(50)}"\n2,x\n`);
  const cut = await inParts('cut.csv', 2).catch((error: { code: string }) => error.code);
  // Half of such a field may be a table of another shape, or of the same.
  expect(Array.isArray(cut) ? cutWithinQuotes(cut)?.code : cut).toMatch(/data-undividable|data-ragged/);
  writeFileSync(join(folder, 'fit.csv'), `n,s\n1,"a\n,b"\n${'2,x\n'.repeat(20)}3,"\n"\n`);
  const fit = await inParts('fit.csv', 2);
  expect(cutWithinQuotes(fit)).toBeUndefined();
  expect(merged(fit)).toEqual(comparable(await whole('fit.csv')));
});

test('a file that hides that it is packed cannot be read in parts, and says so', async () => {
  writeFileSync(join(folder, 'u.csv'), Buffer.from('\ufeffn,s\n1,x\n', 'utf16le'));
  await expect(inParts('u.csv', 2)).rejects.toMatchObject({ code: 'data-undividable' });
});
