import fc from 'fast-check';
import { InputError } from '../../lib/core/errors.ts';
import { readJsonSource } from '../../lib/core/json-source.ts';

const read = (text: string) => readJsonSource(text, 'suite.json', 'contract-invalid');

test('any JSON is read as JSON.parse does, at any indentation', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(read(text).value).toEqual(JSON.parse(text));
    }),
  );
});

test('each key and item has its line', () => {
  const source = read('{\n  "a": [\n    1,\n    {"b":\n 2}\n  ],\n  "c": {}\n}');
  const lines = [[], ['a'], ['a', 0], ['a', 1], ['a', 1, 'b'], ['c'], ['c', 'absent'], ['absent']].map((path) =>
    source.lineOf(path),
  );
  expect(lines).toEqual([1, 2, 3, 4, 4, 7, 7, 1]);
});

test('numbers that Python writes and JSON lacks are read as what they are', () => {
  expect(read('[NaN, Infinity, -Infinity, "NaN"]').value).toEqual([Number.NaN, Infinity, -Infinity, 'NaN']);
});

test('a byte order mark and keys that objects have by birth are read', () => {
  expect(read('\uFEFF{"__proto__": 1}').value).toEqual(JSON.parse('{"__proto__": 1}'));
});

const refused: Array<[what: string, text: string, says: RegExp]> = [
  ['nothing', '', /suite\.json:1: not JSON: got ""; a value expected/],
  ['a comma too many', '{"a": 1,\n}', /:2: not JSON: got "}"; a key in quotes expected/],
  ['a comma too few', '[1\n2]', /:2: not JSON: got "2"; a comma or \] expected/],
  ['no end', '[1,\n', /:2: not JSON: got ""; a value expected/],
  ['no closing quote', '["a\n', /:1: not JSON: a text without its closing quote/],
  ['no colon', '{"a" 1}', /a colon expected/],
  ['a word', '\n[nan]', /:2: not JSON: got "nan"; a value expected/],
  ['an unknown escape', '["\\x"]', /an escape that JSON lacks/],
  ['two documents', '{}\n{}', /:2: .*after the end/],
  ['a key twice', '{"a": 1,\n"a": 2}', /:2: not JSON: the key "a" is there twice/],
  ['nesting without end', '['.repeat(100_000), /nested more than 200 deep/],
  ['17 million characters', `"${'x'.repeat(1 << 24)}"`, /at most 16777216 are read/],
];

test.each(refused)('%s is refused with its line', (_what, text, says) => {
  expect(() => read(text)).toThrow(InputError);
  expect(() => read(text)).toThrow(says);
});

test('any text is JSON or one error', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '1', 'a', ' ', '\n', '-', 'null'))
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(hostile, (text) => {
      let parsed: unknown;
      try {
        parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
      } catch {
        expect(() => read(text)).toThrow(InputError);
        return;
      }
      if (JSON.stringify(parsed) !== undefined) expect(read(text).value).toEqual(parsed);
    }),
  );
});
