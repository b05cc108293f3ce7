import { namesOf, selectFiles } from '../../../../lib/core/checks/files/select.ts';
import { factsOf, judged } from './facts.ts';

const facts = factsOf(
  { name: 'drop/a.csv', modifiedAt: '2026-11-01T00:00:00.000Z' },
  { name: 'drop/b.parquet', modifiedAt: '2026-11-03T00:00:00.000Z' },
  { name: 'drop/more/c.csv', modifiedAt: '2026-11-02T00:00:00.000Z' },
);
const selected = (filter: Parameters<typeof selectFiles>[0], of = facts) => {
  const found = selectFiles(filter, of);
  return found.why ?? namesOf(found.files);
};

test('a path is a file or a folder, however it is spelled', () => {
  expect(selected({ path: 's3://bucket/drop/' })).toBe('drop/a.csv, drop/b.parquet, drop/more/c.csv');
  expect(selected({ path: './drop/more' })).toBe('drop/more/c.csv');
  expect(selected({ path: 's3://bucket/drop/a.csv' })).toBe('drop/a.csv');
  expect(selected({})).toBe('drop/a.csv, drop/b.parquet, drop/more/c.csv');
});

test('a path under which nothing lies is told with the paths that there are, and decides nothing', () => {
  const why = 'no file of the data lies under drop/m; its files are s3://bucket/drop/a.csv, s3://bucket/drop/b.parquet';
  expect(selected({ path: 'drop/m' })).toContain(why);
  expect(judged('file-size', { path: 'drop/m', minimum: 0 }, facts)).toMatchObject({ verdict: 'inconclusive' });
  expect(selected({}, factsOf())).toBe('nothing is known of the files that hold the data');
});

test('the newest files are taken first, and then those that an expression finds; or the other way round', () => {
  const filter = { recentFiles: 1, uriRegex: '\\.csv$' };
  expect(selected(filter)).toBe('the expression \\.csv$ finds none of drop/b.parquet');
  expect(selected({ ...filter, filterOrder: ['uriRegex', 'recentFiles'] })).toBe('drop/more/c.csv');
  expect(selected({ ...filter, filterOrder: ['uriRegex'] })).toBe('drop/more/c.csv');
});

test('an expression that begins with a look-ahead is about the whole path', () => {
  expect(selected({ uriRegex: '(?!.*\\.csv$).*' })).toBe('drop/b.parquet');
});

test('what cannot be known, and what takes for ever, is said', () => {
  const unknown = factsOf({ name: 'a' }, { name: 'b', modifiedAt: undefined });
  expect(selected({ recentFiles: 1 }, unknown)).toBe('it is not known when b was modified');
  const slow = { ...facts, search: () => undefined };
  expect(selected({ uriRegex: 'a' }, slow)).toContain('takes too long');
});

test('many names are cut', () => {
  const many = Array.from({ length: 7 }, (_, at) => ({ name: String(at) }));
  expect(namesOf(factsOf(...many).files)).toBe('0, 1, 2, 3, 4 and 2 more');
});
