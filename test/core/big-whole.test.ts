import * as z from 'zod';
import { anyNumber, isBigWhole, wholeOf } from '../../lib/core/big-whole.ts';
import { readJsonSource } from '../../lib/core/json-source.ts';
import { readYaml, validate } from '../../lib/core/yaml-source.ts';

const most = '9223372036854775807';

test.each([
  ['12', 12],
  ['9007199254740992', 2 ** 53],
  ['9007199254740993', '9007199254740993'],
  ['+9223372036854775807', most],
  ['-9223372036854775807', '-9223372036854775807'],
  ['100000000000000000000', 1e20],
  ['0000000000000000001', 1],
  ['1e30', 1e30],
])('%p is read as %p', (literal, value) => {
  expect(wholeOf(literal)).toBe(value);
});

test('what spells a number as it is spelled by itself is that number', () => {
  for (const value of [2 ** 53, 2 ** 63, -(2 ** 63), 2 ** 64 - 1, 1e20]) expect(isBigWhole(String(value))).toBe(false);
});

test('YAML and JSON keep the digits that no number has', () => {
  const text = `{"a": [${most}, 1, "${most}x"]}`;
  const value = { a: [most, 1, `${most}x`] };
  expect(readJsonSource(text, 'suite.json', 'contract-invalid').value).toEqual(value);
  expect(readYaml(text, 'contract.yaml', 'contract-invalid').value).toEqual(value);
});

test('where any number fits such digits do, and nowhere else', () => {
  const source = readYaml(`a: ${most}`, 'contract.yaml', 'contract-invalid');
  expect(validate(z.strictObject({ a: anyNumber }), source.value, source)).toEqual({ a: most });
  expect(() => validate(z.strictObject({ a: z.number() }), source.value, source)).toThrow(
    'contract.yaml:1: `a` got 9223372036854775807, which no number is exactly; allowed: a number',
  );
  const text = readYaml('a: x', 'contract.yaml', 'contract-invalid');
  expect(() => validate(z.strictObject({ a: anyNumber }), text.value, text)).toThrow(
    'contract.yaml:1: `a` got "x"; allowed: a number',
  );
});
