import { readExpected } from '../../../lib/local/traffic/expected.ts';

test('each line tells what is right for the request of the same line', () => {
  expect(readExpected('["setosa"]\n\n[1.5, "b"]\n', 'right.jsonl', 2)).toEqual([
    [{ label: 'setosa' }],
    [{ value: 1.5 }, { label: 'b' }],
  ]);
});

test.each([
  ['setosa', 'right.jsonl:1'],
  ['["a"]\n[]', 'right.jsonl:2'],
  ['["a"]\n[null]', 'right.jsonl:2'],
  ['["a"]', 'got 1 lines; `local.traffic.requests` has 2'],
])('%j is refused with its place', (text, says) => {
  expect(() => readExpected(text, 'right.jsonl', 2)).toThrow(says);
});
