import fc from 'fast-check';
import { ecmaPattern } from '../../lib/core/checks/matching.ts';
import { toRe2 } from '../../lib/core/checks/re2.ts';
import { text } from '../../lib/core/checks/sql.ts';
import { openDatabase } from '../../lib/engine/database.ts';
import { contractOf, profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();

const atoms = [
  'a',
  'Z',
  '0',
  '.',
  '\\d',
  '\\w',
  '\\s',
  '\\S',
  '\\W',
  '\\b',
  '^',
  '$',
  '\\.',
  '-',
  '[a-c]',
  '[^\\d_]',
  '[.*-]',
  ' ',
  '/',
];
const quantifiers = ['', '', '', '?', '*', '+', '{2}', '{1,3}', '{2,}', '+?', '*?'];
const piece = fc
  .tuple(fc.constantFrom(...atoms), fc.constantFrom(...quantifiers))
  .map(([a, q]) => (/^[$^]|\\b/.test(a) ? a : a + q));
const pattern = fc.array(piece, { minLength: 1, maxLength: 5 }).chain((pieces) => {
  const source = pieces.join('');
  return fc.constantFrom(
    source,
    `(${source})`,
    `(?:${source})+`,
    `${source}|b`,
    `^${source}$`,
    `$${source}`,
    `${source}^`,
  );
});
const value = fc.string({
  unit: fc.constantFrom('a', 'b', 'Z', '0', '_', '-', '.', ' ', '\u00a0', '\u2028', '\n', 'é', '😀', '/'),
  maxLength: 6,
});

test('where a pattern goes to RE2, it matches exactly what JavaScript matches', async () => {
  const database = await openDatabase([], folder);
  let translated = 0;
  await fc.assert(
    fc.asyncProperty(pattern, fc.array(value, { minLength: 1, maxLength: 8 }), async (source, values) => {
      const re2 = toRe2(source);
      if (re2 === undefined) return;
      translated += 1;
      const list = values.map(text).join(', ');
      const rows = await database.rows(
        `SELECT regexp_matches(v, ${text(re2)}) AS m FROM (SELECT unnest([${list}]) AS v)`,
      );
      expect({ source, matches: rows.map((row) => row.m) }).toEqual({
        source,
        matches: values.map((v) => ecmaPattern(source).test(v)),
      });
    }),
    { numRuns: 500 },
  );
  expect(translated).toBeGreaterThan(150);
  database.close();
});

const onlyJavaScript: Array<[pattern: string, good: string, bad: string]> = [
  ['^(?=.*\\d)(?=.*[a-z]).{4,}$', 'abc1', 'abcd'],
  ['^(a|b)\\1$', 'aa', 'ab'],
  ['(?<!x)y', 'zy', 'xy'],
  ['^\\u00e9+$', 'éé', 'e'],
  ['^\\p{Lu}', 'Éa', 'éa'],
  ['^.$', '😀', '😀😀'],
  ['$a|^b$', 'b', 'a'],
  ['^^a', 'ab', 'ba'],
  ['(?:a$)b|c', 'c', 'ab'],
  ['^(?:a{50}){50}$', 'a'.repeat(2_500), 'a'.repeat(2_499)],
];

test.each(onlyJavaScript)('%s is matched as JavaScript does', async (source, good, bad) => {
  const contract = contractOf([{ name: 'a', logicalType: 'string', logicalTypeOptions: { pattern: source } }]);
  const cells = Array.from({ length: 5_000 }, (_, i) => (i % 2 ? good : bad));
  const profile = await profileOf(folder, contract, `a\n${cells.join('\n')}\n\n`);
  expect(profile.checks[1]?.failing).toBe(2_500);
});

test('a pattern that takes exponential time is stopped, and the file and contract are named', async () => {
  const contract = contractOf([{ name: 'a', logicalType: 'string', logicalTypeOptions: { pattern: '^(?=(a+)+$)' } }]);
  const slow = profileOf(folder, contract, `a\n${'a'.repeat(60)}b\n`, { limits: { patternMs: 200 } });
  await expect(slow).rejects.toMatchObject({ code: 'pattern-too-slow' });
});
