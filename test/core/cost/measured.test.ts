import { measured } from '../../../lib/core/cost/measured.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
/** A task from one second to another. */
const visit = (state: string, from: number, to: number, kind = 'Task') => [
  { type: `${kind}StateEntered`, at: at(from), state },
  { type: `${kind}StateExited`, at: at(to), state: null },
];

const run = [
  [
    ...visit('Admit', 0, 2),
    ...visit('Checks', 2, 92),
    ...visit('Image', 92, 242),
    ...visit('Profile', 242, 272, 'Map'),
  ],
  [...visit('Train', 272, 452), ...visit('Score', 452, 456)],
];

test('a run tells how long its builds, its training and a step took, and how much data it had', () => {
  const { profileSecondsPerGb, ...rest } = measured(run, [1e9, 1e9]);
  expect(rest).toEqual({ checksMinutes: 1.5, imageMinutes: 2.5, trainingMinutes: 3, stepSeconds: 3, dataGb: 2 });
  // Two parts for 30 s each, of which 3 s are those of any step.
  expect(profileSecondsPerGb).toBeCloseTo(27, 9);
});

test('of little data, how fast data is read is not told: starting takes longer', () => {
  expect(measured(run, [5_000])).not.toHaveProperty('profileSecondsPerGb');
});

test('what a run did not do is assumed still', () => {
  const { checksMinutes, imageMinutes } = measured([visit('Train', 0, 60)], []);
  expect([checksMinutes, imageMinutes]).toEqual([undefined, undefined]);
  expect(measured([visit('Train', 0, 60)], [])).toEqual({ trainingMinutes: 1 });
});
