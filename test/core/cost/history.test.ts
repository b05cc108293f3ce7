import { type HistoryLine, usageOf } from '../../../lib/core/cost/history.ts';

const line = (second: number, type: string, state: string | null = null): HistoryLine => ({
  ...{ type, state },
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
});

test('each visit of a task, a map or a wait has its time; choices and passes have none', () => {
  const usage = usageOf([
    line(0, 'ExecutionStarted'),
    line(0, 'TaskStateEntered', 'Admit'),
    line(2, 'TaskStateExited'),
    line(2, 'ChoiceStateEntered', 'Decision'),
    line(3, 'MapStateEntered', 'Profile'),
    line(13, 'MapStateExited'),
    line(13, 'SucceedStateEntered', 'Done'),
    line(13, 'ExecutionSucceeded'),
  ]);
  expect(usage.visits).toEqual([
    { state: 'Admit', seconds: 2 },
    { state: 'Profile', seconds: 10 },
  ]);
  // Four states, the start and the end.
  expect(usage.transitions).toBe(6);
});

test('a task that is tried again is one more transition, and one that a Catch left has its time', () => {
  const usage = usageOf([
    line(0, 'TaskStateEntered', 'Train'),
    line(0, 'TaskScheduled'),
    line(5, 'TaskFailed'),
    line(6, 'TaskScheduled'),
    line(9, 'TaskFailed'),
    line(9, 'PassStateEntered', 'Broken'),
  ]);
  expect(usage).toEqual({ transitions: 5, visits: [{ state: 'Train', seconds: 9 }] });
});

test('a state that goes on has its time so far, and no history is nothing but a start and an end', () => {
  expect(usageOf([line(0, 'TaskStateEntered', 'Train'), line(7, 'TaskScheduled')]).visits).toEqual([
    { state: 'Train', seconds: 7 },
  ]);
  expect(usageOf([])).toEqual({ transitions: 2, visits: [] });
});
