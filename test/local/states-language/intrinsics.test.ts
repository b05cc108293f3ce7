import { INTRINSICS } from '../../../lib/local/states-language/intrinsics/registry.ts';
import { run, single } from './harness.ts';

const evaluate = async (expression: string, input: unknown = {}) => {
  const execution = await run(single({ Type: 'Pass', Parameters: { 'is.$': expression } }), input, {
    random: () => 0.25,
  });
  return execution.status === 'SUCCEEDED'
    ? (execution.output as { is: unknown }).is
    : `${execution.error}: ${execution.cause}`;
};

test('all 18 functions of the language are there', () => {
  expect(Object.keys(INTRINSICS)).toHaveLength(18);
});

test.each([
  ["States.Array('a', 1, $.x, States.Array())", ['a', 1, { y: [1] }, []]],
  ['States.ArrayPartition($.x.y, 4)', [[1]]],
  ['States.ArrayContains($.list, $.x)', true],
  ['States.ArrayRange(1, 9, 3)', [1, 4, 7]],
  ['States.ArrayRange(3, 1, -1)', [3, 2, 1]],
  ['States.ArrayGetItem($.list, 1)', 2],
  ['States.ArrayLength($.list)', 4],
  ['States.ArrayUnique($.list)', [{ y: [1] }, 2]],
  ["States.Base64Encode('héllo')", 'aMOpbGxv'],
  ["States.Base64Decode('aMOpbGxv')", 'héllo'],
  ["States.Hash('abc', 'SHA-1')", 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['States.JsonMerge($.x, $.z, false)', { y: 0, k: 1 }],
  ['States.StringToJson(\'{"a": [1]}\')', { a: [1] }],
  ['States.JsonToString($.x)', '{"y":[1]}'],
  ['States.MathRandom(10, 20)', 12],
  ['States.MathAdd(1.5, -3)', -1],
  ["States.Format('{} is \\{{}\\} of {}', 1, 'x', $.x)", '1 is {x} of {y=[1]}'],
  ["States.StringSplit('a-b+-c', '+-')", ['a', 'b', 'c']],
  ["States.Format('{}', States.ArrayGetItem(States.StringSplit('a,b', ','), 1))", 'b'],
  ["States.Format('it\\'s {}', 'ok')", "it's ok"],
])('%s', async (expression, value) => {
  const input = { x: { y: [1] }, z: { y: 0, k: 1 }, list: [{ y: [1] }, 2, { y: [1] }, 2] };
  expect(await evaluate(expression, input)).toEqual(value);
});

test('a UUID of version 4 comes from the injected randomness', async () => {
  expect(await evaluate('States.UUID()')).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test('the same seed gives the same random number', async () => {
  expect(await evaluate('States.MathRandom(0, 1000000, 7)')).toBe(await evaluate('States.MathRandom(0, 1000000, 7)'));
});

test.each([
  "States.StringToJson('{')",
  'States.ArrayLength($.n)',
  "States.Hash('a', 'CRC')",
  "States.Format('{}')",
  'States.ArrayGetItem($.a, 9)',
])('%s fails as States.IntrinsicFailure', async (expression) => {
  expect(await evaluate(expression, { n: 1, a: [] })).toMatch(/^States.IntrinsicFailure: .*had the following error/);
});

test('a missing path in an argument is a States.Runtime', async () => {
  expect(await evaluate('States.ArrayLength($.nothing)')).toMatch(/^States.Runtime: .*could not be found in the input/);
});
