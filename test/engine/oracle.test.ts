import fc from 'fast-check';
import { noRow } from '../../lib/core/checks/bound.ts';
import { contractOf, profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();

const options = { minimum: -5, exclusiveMaximum: 100, multipleOf: 0.5 };
const contract = contractOf([
  { name: 'x', logicalType: 'number', required: true, logicalTypeOptions: options },
  { name: 'n', logicalType: 'integer', unique: true },
  {
    name: 's',
    logicalType: 'string',
    logicalTypeOptions: { minLength: 2, maxLength: 4, pattern: '^[a-z]+$' },
    quality: [
      { metric: 'invalidValues', arguments: { validValues: ['ab', "it's", 'é€'] }, mustBe: 0 },
      { metric: 'missingValues', arguments: { missingValues: [null, '', 'N/A'] }, mustBe: 0 },
    ],
  },
  { name: 'b', logicalType: 'boolean' },
]);

const cells = {
  x: [
    '',
    'NaN',
    'nan',
    '-1',
    '0',
    '1.25',
    '1e2',
    '99.5',
    '100',
    '-5',
    '-5.5',
    'inf',
    '1_0',
    ' 3 ',
    'abc',
    '0x10',
    '1,5',
  ],
  n: ['', '1', '01', '1.0', '1.5', '-7', '9007199254740993', '9007199254740992', 'one', 'NaN'],
  s: ['', 'ab', 'AB', "it's", 'é€', 'a', 'abcde', 'a"b', 'a\nb', 'N/A', '\u{1f600}\u{1f600}', 'x;y'],
  b: ['', 'true', 'FALSE', '1', '0', 'yes', 't'],
};
const row = fc.record({
  x: fc.constantFrom(...cells.x),
  n: fc.constantFrom(...cells.n),
  s: fc.constantFrom(...cells.s),
  b: fc.constantFrom(...cells.b),
});
type Row = { x: string; n: string; s: string; b: string };

const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (rows: Row[]) => `x,n,s,b\n${rows.map((r) => [r.x, r.n, r.s, r.b].map(quote).join(',')).join('\n')}\n`;

/** The same promises in plain TypeScript. */
const isNan = (text: string) => /^nan$/i.test(text);
const isThere = (text: string) => text !== '' && !isNan(text);
const numberOf = (text: string) =>
  /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : undefined;
const numbers = (rows: Row[]) => rows.flatMap((r) => numberOf(r.x) ?? []);
const wholes = (rows: Row[]) => rows.filter((r) => Number.isInteger(numberOf(r.n)));
const texts = (rows: Row[]) => rows.map((r) => r.s).filter((s) => s !== '');
const keyOf = (text: string) => (/^[+-]?\d+(\.\d+)?$/.test(text) ? String(roundedBigint(text)) : text);
const roundedBigint = (text: string) => (text === '1.5' ? 2n : BigInt(text.replace(/\.0$/, '')));

const oracle: Record<string, (rows: Row[]) => number> = {
  'x type': (rows) => rows.filter((r) => isThere(r.x) && numberOf(r.x) === undefined).length,
  'x required': (rows) => rows.filter((r) => !isThere(r.x)).length,
  'x range': (rows) => numbers(rows).filter((x) => x < -5 || x >= 100).length,
  'x multiple-of': (rows) => numbers(rows).filter((x) => !Number.isInteger(x * 2)).length,
  'n type': (rows) => rows.filter((r) => isThere(r.n)).length - wholes(rows).length,
  'n unique': (rows) => {
    const keys = rows.filter((r) => isThere(r.n)).map((r) => keyOf(r.n));
    return keys.length - new Set(keys).size;
  },
  's type': () => 0,
  's length': (rows) => texts(rows).filter((s) => [...s].length < 2 || [...s].length > 4).length,
  's pattern': (rows) => texts(rows).filter((s) => !/^[a-z]+$/u.test(s)).length,
  's allowed-values': (rows) => texts(rows).filter((s) => !['ab', "it's", 'é€'].includes(s)).length,
  's missing-values': (rows) => rows.filter((r) => r.s === '' || r.s === 'N/A').length,
  'b type': (rows) => rows.filter((r) => r.b !== '' && !/^(true|false|0|1)$/i.test(r.b)).length,
};

test('counts are those of a plain TypeScript oracle, whatever is in the cells', async () => {
  expect(contract.checks.map(({ columns, kind }) => `${columns} ${kind}`)).toEqual(Object.keys(oracle));
  expect(contract.checks.map(({ accept }) => accept)).toEqual(contract.checks.map(() => noRow));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (rows) => {
      const profile = await profileOf(folder, contract, csv(rows));
      const counted = Object.keys(oracle).map((name, index) => [name, profile.checks[index]?.failing]);
      expect(counted).toEqual(Object.entries(oracle).map(([name, count]) => [name, count(rows)]));
      const [x] = profile.columns;
      expect(x).toMatchObject({
        nulls: rows.filter((r) => r.x === '').length,
        nans: rows.filter((r) => isNan(r.x)).length,
        valid: numbers(rows).length,
        min: numbers(rows).length ? Math.min(...numbers(rows)) : null,
        max: numbers(rows).length ? Math.max(...numbers(rows)) : null,
      });
      expect(x?.histogram?.counts.reduce((sum, count) => sum + count, 0) ?? 0).toBe(numbers(rows).length);
    }),
    { numRuns: 60 },
  );
});

test('samples name the 1-based data row and the value as it stands in the file', async () => {
  const rows = csv([
    { x: '1', n: '1', s: 'a\nb', b: '' },
    { x: '1', n: '2', s: 'ab', b: '' },
    { x: '4700', n: '1', s: 'ab', b: 'maybe' },
    { x: '', n: '3', s: 'ab', b: '' },
  ]);
  const profile = await profileOf(folder, contract, rows);
  const samples = Object.fromEntries(Object.keys(oracle).map((name, index) => [name, profile.checks[index]?.samples]));
  expect(samples).toMatchObject({
    'x range': [{ row: 3, value: '4700' }],
    'x required': [{ row: 4, value: null }],
    'n unique': [{ row: 3, value: '1' }],
    's pattern': [{ row: 1, value: 'a\nb' }],
    'b type': [{ row: 3, value: 'maybe' }],
  });
});
