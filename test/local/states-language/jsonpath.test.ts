import type { Json } from '../../../lib/local/states-language/json.ts';
import { evaluate, PathMissing } from '../../../lib/local/states-language/jsonpath/evaluate.ts';
import { parsePath } from '../../../lib/local/states-language/jsonpath/parse.ts';

const STORE: Json = {
  books: [
    { title: 'A', price: 5, tags: ['x', 'y'] },
    { title: 'B', price: 15, isbn: '1' },
    { title: 'C', price: 25 },
  ],
  'odd name': { "it's": 1 },
  limit: 10,
};
const at = (path: string) => evaluate(parsePath(path), STORE);

test.each([
  ['$.limit', 10],
  ["$['odd name']['it\\'s']", 1],
  ['$.books[0].title', 'A'],
  ['$.books[-1].title', 'C'],
])('the definite path %s gives the one value', (path, value) => {
  expect(at(path)).toEqual(value);
});

test.each([
  ['$.books[*].title', ['A', 'B', 'C']],
  ['$.books[0,2].title', ['A', 'C']],
  ['$.books[1:].title', ['B', 'C']],
  ['$.books[:-1].title', ['A', 'B']],
  ['$..title', ['A', 'B', 'C']],
  ['$.books[?(@.price > 10)].title', ['B', 'C']],
  ['$.books[?(@.price < $.limit)].title', ['A']],
  ['$.books[?(@.isbn)].title', ['B']],
  ['$.books[?(!@.isbn && @.price != 5)].title', ['C']],
  ["$.books[?(@.title in ['A', 'C'] || @.isbn == '1')].price", [5, 15, 25]],
  ['$.books[?(@.title =~ /[ab]/i)].title', ['A', 'B']],
  ["$.books[?(@.tags contains 'y')].title", ['A']],
  ['$.nothing[*].at.all', []],
])('the indefinite path %s gives an array', (path, value) => {
  expect(at(path)).toEqual(value);
});

test('functions end a path', () => {
  expect(at('$.books.length()')).toBe(3);
  expect(at('$..price.max()')).toBe(25);
});

test.each([
  ['$.nothing', "No results for path: $['nothing']"],
  ['$.no.thing', "Missing property in path $['no']"],
])('the missing definite path %s is reported in Step Functions words', (path, message) => {
  expect(() => at(path)).toThrow(new PathMissing(message));
});

test.each(['$.', '$[', '$.a b', '$.a[?(@.b ==)]', '$.a.shrink()', 'a'])('%s is no path', (path) => {
  expect(() => parsePath(path)).toThrow(/at character \d+ of/);
});
