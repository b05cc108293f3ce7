import { runCost } from '../../../lib/core/cost/run-cost.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
/** A task from one second to another. */
const visit = (state: string, from: number, to: number, kind = 'Task') => [
  { type: `${kind}StateEntered`, at: at(from), state },
  { type: `${kind}StateExited`, at: at(to), state: null },
];
const histories = [
  [...visit('Checks', 0, 61), ...visit('Profile', 61, 71, 'Map'), ...visit('Train', 71, 72), ...visit('Admit', 72, 73)],
];
const usage = { runId: 'data-1', place: 'aws', region: 'us-east-1', histories, shards: 2, training: null } as const;
const costOf = (what: string, changes: object = {}) =>
  runCost({ ...usage, ...changes }).lines.filter((line) => line.what === what || line.service === what);

test('builds are billed by begun minutes, and training as a medium build where nothing was noted of it', () => {
  expect(costOf('Checks')).toMatchObject([{ quantity: 2, dollars: 0.02 }]);
  expect(costOf('Train')).toMatchObject([{ quantity: 1, dollars: 0.01 }]);
});

test('what was noted of the training counts instead of its build', () => {
  const training = { dollars: 1.25, seconds: 3_600 };
  expect(costOf('Train', { training })).toEqual([]);
  expect(costOf('Training', { training })).toMatchObject([{ quantity: 60, unit: 'minutes', dollars: 1.25 }]);
});

test('each child of the map is an execution of its own, with a state', () => {
  // Four states, a start and an end; and three for each of two children.
  expect(costOf('Step Functions')).toMatchObject([{ quantity: 12, what: '3 executions' }]);
});

test('steps are paid by memory and time, children of the map as long as the map', () => {
  const [memory] = costOf('steps').filter(({ unit }) => unit === 'GB-seconds');
  // Two of 3,008 MiB for 10 s, and Admit with 512 for 1 s.
  expect(memory?.quantity).toBeCloseTo((2 * 10 * 3_008 + 512) / 1_024, 9);
  const [requests] = costOf('steps').filter(({ unit }) => unit === 'requests');
  expect(requests?.quantity).toBe(3);
});

test('the sum is that of the lines', () => {
  const { lines, dollars } = runCost(usage);
  expect(dollars).toBeCloseTo(
    lines.reduce((sum, line) => sum + (line.dollars ?? 0), 0),
    12,
  );
});
