import { boundsIn } from '../../../lib/core/report/bounds.ts';

test.each([
  [
    '≥ 0.9 and ≤ 1',
    [
      ['min', 0.9],
      ['max', 1],
    ],
  ],
  ['at most 1 %', [['max', 0.01]]],
  ['≤ 250 ms', [['max', 250]]],
  ['one finite prediction', []],
] as const)('%p states the bounds %j', (allowed, expected) => {
  expect(boundsIn(allowed).map((b) => [b.side, b.value])).toEqual(expected);
});
