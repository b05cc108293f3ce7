import { evaluateCondition } from '../../../../lib/core/judge/argo/evaluate-condition.ts';
import { parseCondition } from '../../../../lib/core/judge/argo/parse-condition.ts';

const evaluate = (result: unknown, text: string) => evaluateCondition(parseCondition(text), result);

test.each<[unknown, string, boolean]>([
  [false, 'result == false', true],
  [false, 'result', false],
  [0.03, 'result < 0.05', true],
  [{ latency: { p99: [180, 240], note: null } }, 'all(result.latency.p99, {# < 250})', true],
  [{ latency: { p99: [180, 260], note: null } }, 'all(result.latency.p99, {# < 250})', false],
  [['eu', 'us'], "'us' in result", true],
  [['eu', 'us'], "'ap' in result", false],
])('answers of what was measured: %j, %s', (result, text, expected) => {
  expect(evaluate(result, text)).toBe(expected);
});

test('asInt cuts fractions off and asFloat keeps them, of numbers and of text', () => {
  for (const [given, whole] of [
    [17, 17],
    ['17', 17],
    [17.9, 17],
    [-17.9, -17],
  ] as const) {
    expect(evaluate(given, `asInt(result) == ${whole}`)).toBe(true);
    expect(evaluate(given, `asFloat(result) == ${given}`)).toBe(true);
  }
  expect(evaluate('0.25', 'asFloat(result) >= 0.25 && asFloat(result) <= 0.25 && not (asFloat(result) > 0.25)')).toBe(
    true,
  );
});

test('default stands in for nil alone, and isNil is true of nil alone', () => {
  expect(evaluate(null, 'isNil(result) && default(result, 7) == 7')).toBe(true);
  for (const given of [false, 0, '', [], {}, Number.NaN]) {
    expect(evaluate(given, 'isNil(result)')).toBe(false);
  }
  expect(evaluate(0, 'default(result, 7) == 0')).toBe(true);
});

test('isInf is true of both infinities and of no other number', () => {
  for (const given of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    expect(evaluate(given, 'isInf(result)')).toBe(true);
  for (const given of [0, 1e308, Number.NaN]) expect(evaluate(given, 'isInf(result)')).toBe(false);
});

test.each<[unknown, string, string]>([
  [0.03, 'result', 'expected a boolean, got a number'],
  ['17.9', 'asInt(result) == 17', 'expected a finite number or a string of digits'],
  ['fast', 'asFloat(result) < 250', 'expected a string that is a number, got another one'],
  ['240', 'asFloat(result) == "240"', 'character 17: expected a number on both sides, got a string'],
  [null, 'result[1] < 250', 'character 7: expected a list or an object, got nil'],
  [[180], 'result[1] < 250', 'character 7: there is no element 1 in a list of 1'],
])('has an error and no answer: %j, %s', (result, text, says) => {
  expect(() => evaluate(result, text)).toThrow(expect.objectContaining({ code: 'condition-failed' }));
  expect(() => evaluate(result, text)).toThrow(says);
});

test.each<[unknown, string, string]>([
  [{ code: 500 }, 'result.code == "500"', 'expected a number on both sides, got a string'],
  [[1], 'result == [1]', 'not all of a list or object, got a list'],
  [null, 'result < 0.05', 'expected a number, got nil'],
  ['5', 'result < 7', 'expected a number, got a string'],
  [1, 'result && true', 'expected a boolean, got a number'],
  [1, 'result ? true : false', 'expected a boolean, got a number'],
  [1, 'isNaN("x")', 'expected a number, got a string'],
  [{ a: 1 }, 'all(result, # > 0)', 'expected a list, got an object'],
  [[1], 'any(result, #)', 'expected a boolean, got a number'],
  [[], 'max(result) < 1', 'expected at least one number, got none'],
  [[1], 'result.length > 0', 'expected a number, got a string'],
  ['text', 'result.length > 0', 'expected a list or an object, got a string'],
  [[1], 'result[0.5] > 0', 'there is no element 0.5'],
  [5, 'result % 0 == 1', 'expected whole numbers for %'],
])('never guesses: %j, %s', (result, text, says) => {
  expect(() => evaluate(result, text)).toThrow(says);
});

test('reads fields that are there, and nothing that is inherited', () => {
  const result = JSON.parse('{"rate": 0.5, "by-zone": {"a": 1}, "__proto__": {"polluted": true}}');
  expect(evaluate(result, 'result.rate == 0.5 && result["by-zone"].a == 1')).toBe(true);
  expect(evaluate(result, 'result.constructor == nil && result.toString == nil && result.absent == nil')).toBe(true);
  expect(evaluate(result, '"rate" in result && "toString" not in result && len(result) == 3')).toBe(true);
  expect(evaluate([1, 2, 3], 'result[-1] == 3 && len(result) == 3')).toBe(true);
});

test('the side that cannot matter is not looked at', () => {
  expect(evaluate([], 'len(result) == 0 || result[0] > 1')).toBe(true);
  expect(evaluate([], 'len(result) > 0 && result[0] > 1')).toBe(false);
  expect(evaluate([], 'len(result) > 0 ? result[0] > 1 : false')).toBe(false);
});

test('NaN is neither above nor below, and Go’s names of such numbers are read', () => {
  expect(evaluate(Number.NaN, 'result >= 0.95 || result < 0.95')).toBe(false);
  expect(evaluate('NaN', 'isNaN(asFloat(result))')).toBe(true);
  expect(evaluate('-Inf', 'isInf(asFloat(result)) && asFloat(result) < 0')).toBe(true);
});

test('predicates in predicates over a long list end with an error and not with the day', () => {
  const long = Array.from({ length: 2_000 }, () => 1);
  expect(() => evaluate(long, 'all(result, all(result, # == 1))')).toThrow('takes more than 1000000 steps');
  expect(() => evaluate(long, 'all(result, max(result) == 1)')).toThrow('takes more than 1000000 steps');
});
