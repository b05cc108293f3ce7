import fc from 'fast-check';
import { TaskFailure } from '../../../lib/local/states-language/interpreter.ts';
import { retryDelay } from '../../../lib/local/states-language/recovery.ts';
import { run, single, types } from './harness.ts';
import { VirtualTimer } from './virtual-timer.ts';

const RESOURCE = 'arn:aws:states:::lambda:invoke';
const failing =
  (error: string, cause = 'because') =>
  () => {
    throw new TaskFailure(error, cause);
  };
const caughtAll = (names: string[], extra: Record<string, unknown> = {}) => ({
  StartAt: 'Work',
  States: {
    Work: { Type: 'Task', Resource: RESOURCE, Catch: [{ ErrorEquals: names, Next: 'Caught', ...extra }], End: true },
    Caught: { Type: 'Pass', End: true },
  },
});

test('retries back off by their rate, up to the longest delay, and then give up', async () => {
  const timer = new VirtualTimer();
  const retry = [{ ErrorEquals: ['E'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 4, MaxDelaySeconds: 30 }];
  const execution = await run(
    single({ Type: 'Task', Resource: RESOURCE, Retry: retry }),
    {},
    { timer, task: failing('E') },
  );
  expect(timer.slept).toEqual([2000, 6000, 18_000, 30_000]);
  expect(types(execution).filter((type) => type === 'TaskFailed')).toHaveLength(5);
  expect([execution.error, execution.cause]).toEqual(['E', 'because']);
});

test('without settings a retrier waits 1, 2 and 4 seconds', async () => {
  const timer = new VirtualTimer();
  await run(
    single({ Type: 'Task', Resource: RESOURCE, Retry: [{ ErrorEquals: ['States.ALL'] }] }),
    {},
    { timer, task: failing('E') },
  );
  expect(timer.slept).toEqual([1000, 2000, 4000]);
});

test('full jitter stays between nothing and the delay', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.nat(8),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (interval, spent, random) => {
        const retrier = { ErrorEquals: ['E'], IntervalSeconds: interval };
        const full = retryDelay(retrier, spent, () => random);
        const jittered = retryDelay({ ...retrier, JitterStrategy: 'FULL' }, spent, () => random);
        expect(jittered).toBeGreaterThanOrEqual(0);
        expect(jittered).toBeLessThan(full);
      },
    ),
  );
});

test('each retrier counts its own attempts, and the context object counts all', async () => {
  const seen: unknown[] = [];
  const errors = ['A', 'B', 'A'];
  const execution = await run(
    single({
      Type: 'Task',
      Resource: RESOURCE,
      Parameters: { 'count.$': '$$.State.RetryCount' },
      Retry: [
        { ErrorEquals: ['A'], MaxAttempts: 2 },
        { ErrorEquals: ['B'], MaxAttempts: 1 },
      ],
    }),
    {},
    {
      task: ({ parameters }) => {
        seen.push(parameters);
        const error = errors.shift();
        if (error !== undefined) throw new TaskFailure(error);
        return 'done';
      },
    },
  );
  expect(execution.output).toBe('done');
  expect(seen).toEqual([0, 1, 2, 3].map((count) => ({ count })));
});

test.each([
  ['E', ['States.ALL'], true],
  ['E', ['States.TaskFailed'], true],
  ['States.Timeout', ['States.TaskFailed'], false],
  ['States.Timeout', ['States.ALL'], true],
  ['States.Runtime', ['States.ALL'], false],
  ['States.Runtime', ['States.Runtime'], false],
  ['States.DataLimitExceeded', ['States.ALL'], false],
  ['States.DataLimitExceeded', ['States.TaskFailed'], false],
  ['States.DataLimitExceeded', ['States.DataLimitExceeded'], true],
  ['E', ['F'], false],
])('%s is caught by %j: %s', async (error, names, caught) => {
  const { status } = await run(caughtAll(names), {}, { task: failing(error) });
  expect(status).toBe(caught ? 'SUCCEEDED' : 'FAILED');
});

test('what was caught goes to the result path, and can be assigned', async () => {
  const definition = caughtAll(['E'], { ResultPath: '$.failure', Assign: { 'why.$': '$.Cause' } });
  definition.States.Caught = { Type: 'Pass', ...{ Parameters: { 'why.$': '$why', 'input.$': '$' } }, End: true };
  const { output } = await run(definition, { a: 1 }, { task: failing('E') });
  expect(output).toEqual({ why: 'because', input: { a: 1, failure: { Error: 'E', Cause: 'because' } } });
});

test('a path without result in a task is a States.Runtime that nothing catches', async () => {
  const definition = caughtAll(['States.ALL']);
  Object.assign(definition.States.Work, { Parameters: { 'a.$': '$.nothing' } });
  const { error, cause } = await run(definition);
  expect(error).toBe('States.Runtime');
  expect(cause).toContain(
    "The JSONPath '$.nothing' specified for the field 'a.$' could not be found in the input '{}'",
  );
});
