import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowKeysFor, samplesFor } from '../../lib/core/export/great-expectations/result-format.ts';
import { validationOf } from '../../lib/core/export/great-expectations/validation.ts';
import { judgeFiles } from '../../lib/steps/validate.ts';
import { parquetOf, temporaryFolder } from '../engine/tables.ts';

const folder = temporaryFolder();
const suites = new URL('../fixtures/contracts/great-expectations/', import.meta.url).pathname;
const now = new Date('2026-06-01T00:00:00Z');

const rows = [
  { id: 1, age: 130, country: 'NL', price: 2.5, paid: true, seen: '2026-01-31T10:00:00' },
  { id: 2, age: 40, country: 'NL', price: 7, paid: false, seen: '2026-02-01T10:00:00' },
  { id: 3, age: -1, country: 'NL', price: 12, paid: true, seen: '2026-03-01T10:00:00' },
  { id: 4, age: null, country: 'DE', price: 4, paid: true, seen: '2026-03-02T10:00:00' },
  { id: 5, age: 101, country: 'de', price: 10.5, paid: false, seen: null },
];
const columns = Object.keys(rows[0] ?? {});
const csv = [
  columns.join(','),
  ...rows.map((row) =>
    Object.values(row)
      .map((value) => value ?? '')
      .join(','),
  ),
].join('\n');
const sql = `SELECT id, age, country, price, paid, seen::TIMESTAMP AS seen FROM (VALUES ${rows
  .map(({ id, age, country, price, paid, seen }) => {
    const moment = seen === null ? 'NULL' : `'${seen}'`;
    return `(${id}, ${age ?? 'NULL'}, '${country}', ${price}::DOUBLE, ${paid}, ${moment})`;
  })
  .join(', ')}) AS t(id, age, country, price, paid, seen)`;

const sources: Array<[name: string, content: () => Promise<string | Uint8Array> | string]> = [
  ['orders.csv', () => `${csv}\n`],
  ['orders.jsonl', () => rows.map((row) => JSON.stringify(row)).join('\n')],
  ['orders.parquet', () => parquetOf(folder, sql)],
];

interface Result {
  success: boolean;
  result: Record<string, unknown>;
  exception_info: { exception_message: string | null };
}

async function resultsOf(name: string, content: string | Uint8Array, suite: string): Promise<Result[]> {
  const file = join(folder, name);
  writeFileSync(file, content);
  const contractText = readFileSync(join(suites, suite), 'utf8');
  const { contract, profile } = await judgeFiles(
    {
      files: [file],
      contractFile: suite,
      contractText,
      format: {},
      samples: ({ checks }) => ({ samples: samplesFor(checks), keys: rowKeysFor(checks), values: true }),
    },
    now,
  );
  return (validationOf(contract, profile?.checks ?? []) as { results: Result[] }).results;
}

test.each(sources)('a suite of 0.18 is answered over %s', async (name, content) => {
  const results = await resultsOf(name, await content(), 'suite-0.18.json');
  expect(results.map(({ success }) => success)).toEqual([false, true, false, true, true, false, false, false]);
  expect(results[0]?.result).toMatchObject({
    element_count: 2,
    unexpected_count: 1,
    unexpected_list: [130],
    unexpected_index_list: [{ age: 130, id: 1 }],
  });
  expect(String(results[1]?.result.observed_value)).toBe('2026-03-02T10:00:00');
  expect(results[2]?.result).toMatchObject({
    partial_unexpected_list: [
      [-1, 3],
      [null, 4],
    ],
  });
  expect(results[4]?.result).toMatchObject({ observed_value: 7.2 });
  expect(results[5]?.result).toMatchObject({ observed_value: ['DE', 'NL', 'de'] });
  expect(results[6]?.exception_info.exception_message).toContain('no column is called "nickname"');
  expect(results[7]?.exception_info.exception_message).toContain('value is not a valid integer');
});

test.each(sources)('a suite of 1.x is answered over %s', async (name, content) => {
  const results = await resultsOf(name, await content(), 'suite-1.x.yaml');
  expect(results.map(({ success }) => success)).toEqual([true, false, true, false, false, true, true]);
  expect(results[1]?.result).toMatchObject({ element_count: 4, unexpected_count: 1 });
  expect(results[2]?.result).toMatchObject({
    unexpected_count: 2,
    partial_unexpected_list: [
      { country: 'NL', paid: true },
      { country: 'NL', paid: true },
    ],
  });
  expect(results[3]?.result).toMatchObject({ element_count: 3, unexpected_count: 1, partial_unexpected_list: [5] });
  expect(results[4]?.result).toMatchObject({
    observed_value: '1 unexpected row',
    details: { unexpected_rows: [{ id: expect.anything() }] },
  });
  expect(results[6]?.result).toMatchObject({ observed_value: 0.8 });
});
