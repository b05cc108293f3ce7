import { temporaryFolder } from '../tables.ts';
import { checkOf, measured, rowsOf } from './tables.ts';

const folder = temporaryFolder();
const words = ['abc', 'Abc', 'a.c', 'a\nc', '^c', '', 'a]c'];
const relation = rowsOf({ s: 'string' }, words.map((word) => `('${word}')`).join(', '));

const patterns: Array<[pattern: string, matching: string[]]> = [
  ['a%', ['abc', 'a.c', 'a\nc', 'a]c']],
  ['[aA]_c', ['abc', 'Abc', 'a.c', 'a\nc', 'a]c']],
  ['[^a-z]%', ['Abc', '^c']],
  ['a.c', ['a.c']],
  ['%[.^]%', ['a.c', '^c']],
  ['a]c', ['a]c']],
];

test.each(patterns)('%j matches as in SQL Server, with classes and about the whole text', async (pattern, matching) => {
  const check = checkOf('pattern', ['s'], { pattern, dialect: 'like-classes', negate: true });
  const [counts] = await measured(folder, relation, [check], { values: true });
  expect(counts?.samples.map(({ values }) => values?.[0])).toEqual(matching);
});
