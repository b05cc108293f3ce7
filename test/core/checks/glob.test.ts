import fc from 'fast-check';
import { globWithin } from '../../../lib/core/checks/glob.ts';
import { fromPython } from '../../../lib/core/checks/python-pattern.ts';
import { text } from '../../../lib/core/checks/sql.ts';
import { openDatabase } from '../../../lib/engine/database.ts';
import { temporaryFolder } from '../../engine/tables.ts';

const folder = temporaryFolder();

const pieces = [
  'A',
  'b',
  '0',
  '-',
  '_',
  ' ',
  '/',
  '\\.',
  '\\d',
  '\\w',
  '[0-9]',
  '[a-c]',
  '[A-z]',
  '[a-c0_.]',
  '[ @,:]',
];
const piece = fc
  .tuple(fc.constantFrom(...pieces), fc.constantFrom('', '', '{0}', '{1}', '{3}'))
  .map((both) => both.join(''));
const inner = fc.array(piece, { minLength: 1, maxLength: 5 }).map((some) => some.join(''));
const pattern = fc.tuple(inner, fc.constantFrom('ecma', 'python', 'wrapped')).map(([source, as]) => {
  if (as === 'wrapped') return `^(?:${source})$`;
  return as === 'python' ? fromPython(`^${source}$`) : `^${source}$`;
});
const character = fc.constantFrom(...'Abc0129-_ /.@,:Z^\\]', '\n', '\r', 'é', '\u0663', '\u0967', '😀');
const value = fc.array(character, { maxLength: 9 }).map((some) => some.join(''));
/** Values that the pattern matches, and what is next to them. */
const near = (source: string) =>
  fc
    .tuple(fc.stringMatching(new RegExp(source, 'u'), { size: 'small' }), character, fc.nat({ max: 9 }))
    .chain(([match, other, at]) =>
      fc.constantFrom(match, `${match}\n`, `${match}${other}`, `${match.slice(0, at)}${other}${match.slice(at + 1)}`),
    );

test('what a GLOB accepts, the pattern accepts', async () => {
  const database = await openDatabase([], folder);
  let [globs, accepted] = [0, 0];
  const cases = pattern.chain((source) =>
    fc.record({
      source: fc.constant(source),
      values: fc.array(fc.oneof(value, near(source)), { minLength: 1, maxLength: 12 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ({ source, values }) => {
      const glob = globWithin(source);
      if (glob === undefined) return;
      globs += 1;
      const list = values.map(text).join(', ');
      const rows = await database.rows(`SELECT v, v GLOB ${text(glob)} AS m FROM (SELECT unnest([${list}]) AS v)`);
      const taken = rows.filter(({ m }) => m === true).map(({ v }) => String(v));
      accepted += taken.length;
      expect({ source, glob, wrong: taken.filter((v) => !new RegExp(source, 'u').test(v)) }).toEqual({
        source,
        glob,
        wrong: [],
      });
    }),
    { numRuns: 300 },
  );
  expect(globs).toBeGreaterThan(150);
  expect(accepted).toBeGreaterThan(60);
  database.close();
});

test('patterns of one length have a GLOB, and others have none', () => {
  expect(globWithin('^ORD-[0-9]{3}$')).toBe('ORD-[0-9][0-9][0-9]');
  expect(globWithin('^(?:a\\.b)$')).toBe('a.b');
  expect(globWithin(fromPython('^x\\d$'))).toBe('x[0-9]');
  const others = [
    '^a',
    'a$',
    '^a+$',
    '^a?$',
    '^a{2,}$',
    '^a{1,2}$',
    '^(a|b)$',
    '^a|b$',
    '^.$',
    '^[^a]$',
    '^\\s$',
    '^a*$',
    '^[]a]$',
    '^$',
    '^a{65}$',
  ];
  expect(others.filter((source) => globWithin(source) !== undefined)).toEqual([]);
});
