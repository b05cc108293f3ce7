import fc from 'fast-check';
import { InputError } from '../../../../lib/core/errors.ts';
import { evaluateCondition } from '../../../../lib/core/judge/argo/evaluate-condition.ts';
import { parseCondition } from '../../../../lib/core/judge/argo/parse-condition.ts';

const value = (text: string, result: unknown = null) => evaluateCondition(parseCondition(text), result);

// Each form that conditions of AnalysisTemplates have, on metrics of our own.
test.each([
  'result[0] < 250',
  'result == false',
  "result == 'green'",
  'result == "all is well"',
  "result.build == '17'",
  'result.ready && result.share > 0.50',
  'result.drift == -1',
  'isNaN(result) || result < 0.2',
  'not isInf(result)',
  'len(result) == 0 || result[0] < 250',
  'default(result, 300) <= 250',
  'max(result) < 0.2',
  'all(result, # < 250)',
  'any(result.zones.errors, {asInt(.count) > 12})',
  'len(result[0].Latencies) >= 30 and all(result[0].Latencies, {# <= 250})',
  '(result.clicks * 100 / result.views) >= 3',
])('takes each form of a condition: %s', (text) => {
  expect(parseCondition(text).text).toBe(text);
});

test.each([
  ['1 + 2 * 3 == 7', true],
  ['(1 + 2) * 3 == 9', true],
  ['10 - 4 - 3 == 3', true],
  ['2 ** 3 ** 2 == 512', true],
  ['-2 ** 2 == -4', true],
  ['7 / 2 == 3.5 && 7 % 2 == 1', true],
  ['true || false && false', true],
  ['not true || true', true],
  ['not (true or true)', false],
  ['!(1 > 2)', true],
  ['1 < 2 == true', true],
  ['1 < 2 < 3', true],
  ['3 > 2 > 2', false],
  ['2 in [1, 2] and 3 not in [1, 2]', true],
  ['false ? false : true ? true : false', true],
  ['1_000 == 1e3 && .5 == 0.5', true],
  ["'a\\n\\'' == \"a\\n'\" && `\\n` == '\\\\n'", true],
  ['nil == nil', true],
  ['count([1, 2, 3], # > 1) == 2', true],
  ['any(map([1, 2], # * 2), # == 4) && none(filter([1, 2, 3], {# > 2}), # < 3)', true],
  ['all([[1, 2], [3]], all(#, # > 0))', true],
])('binds and orders like expr-lang: %s is %s', (text, expected) => {
  expect(value(text)).toBe(expected);
});

test.each([
  ['results[0] > 1', 1, 'unknown name "results"; known: result, true, false, nil, len, isNaN'],
  ['a == true', 1, 'unknown name "a"'],
  ['len(result', 11, 'expected `,` or `)`, got the end'],
  ['(result > 1', 12, 'expected `)`, got the end'],
  ['result[0', 9, 'expected `]`, got the end'],
  ['result >', 9, 'expected a value, got the end'],
  ['', 1, 'expected a value, got the end'],
  ['result > 1 1', 12, 'expected an operator or the end, got `1`'],
  ["result.Rate() == 'ok'", 12, 'expected an operator or the end, got `(`'],
  ['result.0 > 1', 7, 'expected an operator or the end, got `.0`'],
  ['result.[0]', 8, 'expected a field name, got `[`'],
  ['result ? 1', 11, 'expected `:`, got the end'],
  ['result = 1', 8, '"=" is not known here'],
  ['result?.x', 8, '`.` stands for an element'],
  ['# > 1', 1, '`#` stands for an element, and only in all, any, none, count, filter, map'],
  ['.value > 1', 1, '`.` stands for an element'],
  ['all(result, {# > 1)', 19, 'expected `}`, got `)`'],
  ['all(result)', 11, 'expected `,`, got `)`'],
  ['default(result) > 1', 1, 'default takes 2 values, got 1'],
  ['len > 1', 5, 'expected `(`, got `>`'],
  ['result not 1', 8, 'expected an operator or the end, got `not`'],
  ['result == "open', 11, 'the string that begins here has no end'],
  ["result == '\\q'", 12, '\\q is not known here; known: \\n'],
  ['result >= {{args.limit}}', 11, 'an argument that is not filled in'],
  ['result == "{{args.word}}"', 12, 'an argument that is not filled in'],
  ['constructor', 1, 'unknown name "constructor"'],
  ['result.x toString 1', 10, 'expected an operator or the end'],
])('refuses %j and says where: character %d', (text, at, says) => {
  const message = `condition ${JSON.stringify(text)}: character ${at}: ${says}`;
  expect(() => parseCondition(text)).toThrow(expect.objectContaining({ code: 'condition-invalid' }));
  expect(() => parseCondition(text)).toThrow(message);
});

test('what is too long or too deep is refused before it costs anything', () => {
  expect(() => parseCondition('1'.repeat(2_049))).toThrow('a condition of 2049 characters; at most 2048 are read');
  for (const text of [
    '('.repeat(1_000),
    '!'.repeat(2_000),
    '['.repeat(1_000),
    'len('.repeat(500),
    'true ? '.repeat(250),
  ]) {
    expect(() => parseCondition(text)).toThrow('nested deeper than 64');
  }
  expect(value(`${'1+'.repeat(1_000)}1 == 1001`)).toBe(true);
  expect(value(`${'0<'.repeat(1_000)}1`)).toBe(false);
  expect(value(`result${'.a'.repeat(1_000)} == nil`, hostile(1_000))).toBe(true);
});

function hostile(depth: number): unknown {
  let value: unknown = null;
  for (let level = 0; level < depth; level += 1) value = { a: value };
  return value;
}

test('any text is a condition or an error that names a character; any result an answer or an error', () => {
  const word = fc.constantFrom(
    ...[
      'result',
      'len(',
      'all(',
      'filter(',
      ')',
      '(',
      '[',
      ']',
      '{',
      '}',
      '#',
      '.',
      ',',
      '==',
      '<',
      '&&',
      'or',
      'not',
      'in',
    ],
    ...['?', ':', '-', '%', '1', '0.5', '"a"', 'nil', 'true', '`', '\\', '__proto__', 'constructor', ' '],
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(text, fc.jsonValue(), (drawn, result) => {
      try {
        return typeof value(drawn, result) === 'boolean';
      } catch (thrown) {
        return thrown instanceof InputError && ['condition-invalid', 'condition-failed'].includes(thrown.code);
      }
    }),
    { numRuns: 2_000 },
  );
});
