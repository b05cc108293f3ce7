import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Column, columnOf } from '../../../lib/core/checks/column.ts';
import { readContract } from '../../../lib/core/contract/read-contract.ts';
import type { Profile } from '../../../lib/core/profile/profile.ts';
import { readAsNumbers } from '../../../lib/engine/measure/read-as-numbers.ts';
import { tableOf } from '../../../lib/engine/measure/table.ts';
import { relationOf } from '../../../lib/engine/relation.ts';
import { profileOf, temporaryFolder } from '../tables.ts';

const folder = temporaryFolder();

/** What is asked of a column leaves it to the reader how to hold it. */
const plain = (column: string): Array<[string, object]> => [
  ['values_to_be_between', { column, min_value: 0, max_value: 10, mostly: 0.5 }],
  ['values_to_not_be_null', { column }],
  ['mean_to_be_between', { column, min_value: 0 }],
  ['median_to_be_between', { column, min_value: 0 }],
  ['values_to_be_in_type_list', { column, type_list: ['INTEGER', 'DOUBLE'] }],
];

/** What needs the column's texts, so that none is read as a number; it is about every row, and none fails. */
const spelled = (column: string): [string, object] => ['value_lengths_to_be_between', { column, min_value: 0 }];

function suiteOf(expectations: Array<[type: string, kwargs: object]>) {
  const named = expectations.map(([type, kwargs]) => ({ type: `expect_column_${type}`, kwargs }));
  return readContract({ text: JSON.stringify({ name: 's', expectations: named }), file: 'suite.json' });
}

async function told(csv: string, expectations: Array<[string, object]>): Promise<Profile | string> {
  return profileOf(folder, suiteOf(expectations), csv).catch(({ code, message }) => `${code} ${message}`);
}

/** The same checks over the same bytes: once as the reader likes, once as texts. */
async function bothWays(csv: string) {
  const asked = plain('x');
  const [read, texts] = [await told(csv, asked), await told(csv, [...asked, spelled('x')])];
  if (typeof texts === 'string') return { read, texts };
  return { read, texts: { ...texts, checks: texts.checks.slice(0, asked.length) } };
}

const odd =
  ' 12|12 |+5|+-5|--5|-0|007|.5|5.|.|0x10|1e3|1e400|1e-400|nan|-nan|NaN|inf|-Infinity|infinit|true|1_000|1__0|_1|1e3_0|9007199254740993';
const quoted = ['""', '"7"', '" 7"', '"1""2"', '"1\n2"', '"1,5"', '٣', '1\u00a0', 'NULL', '', '', '1 2'];

test('a column that is read as numbers is judged as one of texts is, however its fields are spelled', async () => {
  const hostile = fc.constantFrom(...odd.split('|'), ...quoted);
  const usual = fc.oneof(fc.integer({ min: -5, max: 15 }), fc.double({ min: -1, max: 11, noNaN: true })).map(String);
  const fields = fc.array(fc.oneof({ weight: 6, arbitrary: usual }, hostile), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fields, async (column) => {
      const { read, texts } = await bothWays(`x,y\n${column.map((field) => `${field},1`).join('\n')}\n`);
      expect(read).toEqual(texts);
    }),
    { numRuns: 40 },
  );
}, 60_000);

test.each([...odd.split('|'), ...quoted, '1,2', '"1'])('also where %j comes after the first rows', async (field) => {
  const rows = Array.from({ length: 25_000 }, (_, row) => `${row % 8},1`);
  const { read, texts } = await bothWays(`x,y\n${[...rows, `${field},1`].join('\n')}\n`);
  expect(read).toEqual(texts);
});

test('columns are read as numbers together where several files have them, and not where a folder says them', async () => {
  const files = ['k=7/a.csv', 'k=8/b.csv'].map((name, at) => {
    const path = join(folder, `part-${at}`);
    writeFileSync(path, at === 0 ? 'x,y\n1,a\n,b\n' : 'y,x\nc,9.5\nd,20\n');
    return { path, name };
  });
  const asked = suiteOf([...plain('x'), ...plain('k')]);
  const { checks } = await profileOf(folder, asked, '', { files });
  expect(checks.map(({ failing, observed }) => observed ?? failing)).toEqual([
    1,
    1,
    30.5 / 3,
    9.5,
    'DOUBLE',
    0,
    0,
    7.5,
    7.5,
    'INTEGER',
  ]);
});

test('only columns of whose spelling nothing is asked are read as numbers', () => {
  const [a, b, c, word] = ['a', 'b', 'c', 'word'].map((name, at) =>
    columnOf({ name, storage: 'text', logicalType: at < 3 ? 'number' : 'string', ungrouped: at !== 2 }, at),
  ) as [Column, Column, Column, Column];
  const read: string[] = [];
  const relation = {
    ...relationOf([{ name: 'rows', sql: 'texts' }], []),
    withNumbers: (names: ReadonlySet<string>) => {
      read.push(...names);
      return 'numbers';
    },
  };
  const items = [
    `count(${a.raw}), count_if(${a.present}), max(${a.value})`,
    `max(length(${b.text}))`,
    `max(${c.value})`,
  ];
  const columns = [a, b, c, word];
  const rows = readAsNumbers({ relation, columns }, tableOf(relation), [{ columns, items }]);
  expect(read).toEqual(['a']);
  expect(rows.typed([a, b])).toContain('FROM numbers');
  expect(rows.typed([a])).not.toContain('TRY_CAST');
  expect(rows.typed([b])).toContain('TRY_CAST(c1 AS DOUBLE)');
});
