import fc from 'fast-check';
import { openDatabase } from '../../../lib/engine/database.ts';
import { mayGroupDigits } from '../../../lib/engine/source/digit-groups.ts';
import { contractOf, profileOf, temporaryFolder } from '../tables.ts';

const folder = temporaryFolder();
const alphabet = ['1', '_', '.', 'e', '-', '+', ' ', 'n', 'a', 'i', 'f', 'x'];

test('digits in groups are found wherever a file is cut, and single underscores of words are not taken for them', () => {
  const text = fc.string({ unit: fc.constantFrom('_', '1', 'a', ','), maxLength: 12 });
  fc.assert(
    fc.property(text, fc.nat(12), (some, cut) => {
      const bytes = Buffer.from(some);
      const chunks = [bytes.subarray(0, cut), bytes.subarray(cut)];
      if (/\d_\d/.test(some)) expect(chunks.some(mayGroupDigits)).toBe(true);
      if (!/\d_\d/.test(some)) expect(mayGroupDigits(Buffer.from(`,${some},`))).toBe(false);
    }),
  );
});

test('a text with more underscores than are looked at may have digits in groups', () => {
  expect(mayGroupDigits(Buffer.from('a_b '.repeat(1_000)))).toBe(true);
});

test('the engine takes an underscore for part of a number between digits, and nowhere else', async () => {
  const database = await openDatabase([], folder);
  const letters = `unnest([${alphabet.map((one) => `'${one}'`).join(', ')}])`;
  const words = Array.from({ length: 5 }, (_, at) => at + 1).map((length) =>
    Array.from({ length }, () => `(SELECT ${letters} AS s)`).reduce(
      (a, b) => `(SELECT a.s || b.s AS s FROM ${a} a, ${b} b)`,
    ),
  );
  const numbers = `SELECT s FROM (${words.map((some) => `FROM ${some}`).join(' UNION ALL ')}) WHERE contains(s, '_') AND TRY_CAST(s AS DOUBLE) IS NOT NULL`;
  const [row] = await database.rows(
    `SELECT count(*) AS n, count_if(NOT regexp_matches(s, '[0-9]_[0-9]')) AS others FROM (${numbers})`,
  );
  database.close();
  expect(Number(row?.n)).toBeGreaterThan(10);
  expect(Number(row?.others)).toBe(0);
});

const cells = [
  '7',
  '-1.5',
  '1_000',
  '1_0.5',
  '1__0',
  '_1',
  '1_',
  'a_1',
  'nan',
  'inf',
  '1e400',
  '0x10',
  ' 5',
  '007',
  '',
];

test('cells are judged alike in a file that holds digits in groups somewhere and in one that does not', async () => {
  const properties = ['integer', 'number'].map((logicalType, at) => ({ name: `x${at}`, logicalType }));
  const contract = contractOf([...properties, { name: 'word', logicalType: 'string' }]);
  const judged = (some: string[], word: string) =>
    profileOf(folder, contract, `x0,x1,word\n${some.map((cell) => `"${cell}","${cell}",${word}\n`).join('')}`);
  const few = fc.array(fc.constantFrom(...cells.filter((cell) => !/\d_\d/.test(cell))), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(few, async (some) => {
      const [plain, grouped] = [await judged(some, 'word'), await judged(some, '1_000')];
      expect(plain.checks).toEqual(grouped.checks);
      expect(plain.columns.slice(0, 2)).toEqual(grouped.columns.slice(0, 2));
    }),
    { numRuns: 20 },
  );
});

test.each(cells.filter((cell) => /\d_\d/.test(cell)))('%s is no number, alone or among many', async (cell) => {
  const contract = contractOf([{ name: 'x', logicalType: 'number' }]);
  for (const before of [0, 20_000]) {
    const { columns } = await profileOf(folder, contract, `x\n${'1\n'.repeat(before)}${cell}\n`);
    expect(columns[0]).toMatchObject({ valid: before, invalid: 1 });
  }
});
