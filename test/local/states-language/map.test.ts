import { TaskFailure } from '../../../lib/local/states-language/interpreter.ts';
import { run, single, start, types } from './harness.ts';
import { VirtualTimer } from './virtual-timer.ts';

const TASK = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };

test('a Map keeps the order of its items and never runs more than MaxConcurrency at once', async () => {
  const timer = new VirtualTimer();
  let running = 0;
  let most = 0;
  const task = async ({ parameters }: { parameters: unknown }) => {
    running += 1;
    most = Math.max(most, running);
    await timer.sleep(1000 * (6 - Number(parameters)));
    running -= 1;
    return Number(parameters) * 10;
  };
  const { output } = await run(
    single({ Type: 'Map', ItemProcessor: single(TASK), MaxConcurrency: 2 }),
    [1, 2, 3, 4, 5],
    { timer, task },
  );
  expect(output).toEqual([10, 20, 30, 40, 50]);
  expect(most).toBe(2);
});

test('an item selector sees the item, its index and the input of the Map', async () => {
  const state = {
    Type: 'Map',
    ItemsPath: '$.list',
    ItemSelector: { 'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value.k', 'all.$': '$.n' },
    ItemProcessor: single({ Type: 'Pass' }),
  };
  const { output } = await run(single(state), { n: 7, list: [{ k: 'a' }, { k: 'b' }] });
  expect(output).toEqual([
    { i: 0, v: 'a', all: 7 },
    { i: 1, v: 'b', all: 7 },
  ]);
});

test('the first failing iteration takes the others down and is told first', async () => {
  const task = ({ parameters }: { parameters: unknown }) => {
    if (parameters === 2) throw new TaskFailure('E', 'two');
    return new Promise(() => {});
  };
  const execution = await run(single({ Type: 'Map', ItemProcessor: single(TASK) }), [1, 2, 3], { task });
  const tail = types(execution).slice(types(execution).indexOf('TaskFailed') + 1);
  expect(tail.join()).toBe(
    'MapIterationFailed,TaskStateAborted,MapIterationAborted,TaskStateAborted,MapIterationAborted,TaskStateAborted,MapStateFailed,ExecutionFailed',
  );
  expect([execution.error, execution.cause]).toEqual(['E', 'two']);
});

test('iterations start before any of them goes on', async () => {
  const execution = await run(single({ Type: 'Map', ItemProcessor: single({ Type: 'Pass' }) }), [1, 2]);
  expect(types(execution).slice(3, 7)).toEqual([
    'MapIterationStarted',
    'MapIterationStarted',
    'PassStateEntered',
    'PassStateExited',
  ]);
});

test('a Map over nothing gives nothing, and over no array fails', async () => {
  const state = single({ Type: 'Map', ItemProcessor: single({ Type: 'Pass' }) });
  expect((await run(state, [])).output).toEqual([]);
  expect((await run(state, 'text')).error).toBe('States.Runtime');
});

test('branches run at the same time and give an array', async () => {
  const timer = new VirtualTimer();
  const wait = (seconds: number) => single({ Type: 'Wait', Seconds: seconds });
  const { output, history } = await run(single({ Type: 'Parallel', Branches: [wait(30), wait(20)] }), 'x', { timer });
  expect(output).toEqual(['x', 'x']);
  expect(history.at(-1)?.timestamp).toBe('2026-01-01T00:00:30.000Z');
});

test('a failing branch stops the others, and the whole can be retried and caught', async () => {
  const definition = {
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        Branches: [single({ Type: 'Wait', Seconds: 600 }), single({ Type: 'Fail', Error: 'E' })],
        Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
        End: true,
      },
      Caught: { Type: 'Succeed' },
    },
  };
  const execution = await run(definition);
  expect(types(execution).filter((type) => type.startsWith('Parallel'))).toEqual([
    'ParallelStateEntered',
    'ParallelStateStarted',
    'ParallelStateStarted',
    'ParallelStateFailed',
    'ParallelStateExited',
  ]);
  expect(types(execution).filter((type) => type === 'WaitStateAborted')).toHaveLength(2);
  expect(execution.output).toEqual({ Error: 'E', Cause: '' });
});

test('stopping reaches into branches', async () => {
  let signal: AbortSignal | undefined;
  const task = (call: { signal: AbortSignal }) => {
    signal = call.signal;
    return new Promise(() => {});
  };
  const execution = start(single({ Type: 'Parallel', Branches: [single(TASK)] }), {}, { task });
  for (let step = 0; step < 6; step += 1) await execution.step();
  execution.stop();
  await execution.run();
  expect([execution.status, signal?.aborted]).toEqual(['ABORTED', true]);
});

test('an item selector that finds nothing ends the execution, whichever iteration it is', async () => {
  const state = {
    Type: 'Map',
    ItemSelector: { 'a.$': '$$.Map.Item.Value.a' },
    ItemProcessor: single({ Type: 'Wait', Seconds: 9 }),
  };
  const execution = await run(single(state), [{ a: 1 }, {}, { a: 3 }]);
  expect([execution.status, execution.error]).toEqual(['FAILED', 'States.Runtime']);
});
