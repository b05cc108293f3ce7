import { type Execution, TaskFailure } from '../../../lib/local/states-language/interpreter.ts';
import type { TaskCall } from '../../../lib/local/states-language/services.ts';
import { run, single, start, types } from './harness.ts';
import { VirtualTimer } from './virtual-timer.ts';

const NEVER = () => new Promise(() => {});
const SYNC = 'arn:aws:states:::codebuild:startBuild.sync';
const TOKEN = 'arn:aws:states:::sns:publish.waitForTaskToken';

/** Steps until a task has its token. */
async function waiting(state: Record<string, unknown>): Promise<{ execution: Execution; token: string }> {
  let token = '';
  const execution = start(
    single({ Type: 'Task', Resource: TOKEN, Parameters: { 'Token.$': '$$.Task.Token' }, ...state }),
    {},
    {
      task: (call: TaskCall) => {
        token = call.taskToken ?? '';
        return { MessageId: '1' };
      },
    },
  );
  while (!types(execution).includes('TaskSubmitted')) await execution.step();
  return { execution, token };
}

test('a task gets its resolved call, and its result selector sees the raw result', async () => {
  const calls: Partial<TaskCall>[] = [];
  const state = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { 'n.$': '$.n' },
    ResultSelector: { 'is.$': '$.Payload' },
    ResultPath: '$.r',
    TimeoutSeconds: 9,
  };
  const { output } = await run(
    single(state),
    { n: 1 },
    {
      task: (call) => {
        calls.push(call);
        return { Payload: 'yes', StatusCode: 200 };
      },
    },
  );
  expect(output).toEqual({ n: 1, r: { is: 'yes' } });
  expect(calls).toEqual([
    expect.objectContaining({
      resource: 'arn:aws:states:::lambda:invoke',
      parameters: { n: 1 },
      stateName: 'Only',
      timeoutSeconds: 9,
      executionArn: expect.stringContaining(':execution:machine:run-1'),
    }),
  ]);
});

test.each([
  [
    'arn:aws:lambda:eu-west-1:123456789012:function:f',
    'LambdaFunctionScheduled,LambdaFunctionStarted,LambdaFunctionSucceeded',
  ],
  ['arn:aws:states:::lambda:invoke', 'TaskScheduled,TaskStarted,TaskSucceeded'],
  [SYNC, 'TaskScheduled,TaskStarted,TaskSubmitted,TaskSucceeded'],
  ['arn:aws:states:eu-west-1:123456789012:activity:a', 'ActivityScheduled,ActivityStarted,ActivitySucceeded'],
])('%s is told in its own events', async (resource, events) => {
  const execution = await run(single({ Type: 'Task', Resource: resource }));
  expect(types(execution).slice(2, -2).join()).toBe(events);
});

test('the scheduled event names service and action', async () => {
  const { history } = await run(single({ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem' }));
  expect(history[2]?.taskScheduledEventDetails).toMatchObject({
    resourceType: 'aws-sdk:dynamodb',
    resource: 'putItem',
    region: 'eu-west-1',
  });
});

test('a job that was accepted and then failed has a Submitted event', async () => {
  const execution = await run(
    single({ Type: 'Task', Resource: SYNC }),
    {},
    {
      task: async ({ submitted }) => {
        submitted({ Build: 1 });
        throw new TaskFailure('States.TaskFailed', 'build failed');
      },
    },
  );
  expect(types(execution).slice(2)).toEqual([
    'TaskScheduled',
    'TaskStarted',
    'TaskSubmitted',
    'TaskFailed',
    'ExecutionFailed',
  ]);
});

test.each([
  ['arn:aws:states:::lambda:invoke', 'TaskTimedOut'],
  ['arn:aws:lambda:eu-west-1:123456789012:function:f', 'LambdaFunctionTimedOut'],
])('a task of %s that takes too long is timed out and aborted', async (resource, event) => {
  let aborted = false;
  const state = { Type: 'Task', Resource: resource, TimeoutSecondsPath: '$.limit' };
  const execution = await run(
    single(state),
    { limit: 5 },
    {
      task: ({ signal }) => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        return NEVER();
      },
    },
  );
  expect([types(execution).at(-2), execution.error, aborted]).toEqual([event, 'States.Timeout', true]);
  expect(execution.history.at(-1)?.timestamp).toBe('2026-01-01T00:00:05.000Z');
});

test('a callback ends the task with its output', async () => {
  const { execution, token } = await waiting({});
  await execution.sendTaskSuccess(token, { approved: true });
  await execution.run();
  expect(execution.output).toEqual({ approved: true });
  await expect(execution.sendTaskSuccess(token, 1)).rejects.toThrow(/no task waits/);
});

test('a callback may fail the task', async () => {
  const { execution, token } = await waiting({});
  await execution.sendTaskFailure(token, 'Rejected', 'by hand');
  await execution.run();
  expect([execution.status, execution.error, execution.cause]).toEqual(['FAILED', 'Rejected', 'by hand']);
});

test('only one answer counts, and unknown tokens are refused', async () => {
  const { execution, token } = await waiting({});
  await expect(execution.sendTaskSuccess('other', 1)).rejects.toMatchObject({ code: 'task-does-not-exist' });
  await execution.sendTaskSuccess(token, 1);
  await expect(execution.sendTaskFailure(token)).rejects.toMatchObject({ code: 'task-does-not-exist' });
});

test('a missed heartbeat is recorded as States.Timeout and answers to States.HeartbeatTimeout', async () => {
  const { execution } = await waiting({
    HeartbeatSeconds: 10,
    TimeoutSeconds: 600,
    Retry: [{ ErrorEquals: ['States.HeartbeatTimeout'], MaxAttempts: 1 }],
  });
  await execution.run();
  expect(types(execution).filter((type) => type === 'TaskTimedOut')).toHaveLength(2);
  expect(execution.error).toBe('States.Timeout');
});

test('heartbeats keep a task alive until its time-out', async () => {
  const timer = new VirtualTimer();
  const execution: Execution = start(
    single({ Type: 'Task', Resource: TOKEN, HeartbeatSeconds: 10, TimeoutSeconds: 35 }),
    {},
    {
      timer,
      task: ({ taskToken = '', signal }) => {
        void beat(execution, taskToken, timer, signal);
        return {};
      },
    },
  );
  await execution.run();
  expect(execution.history.at(-1)?.timestamp).toBe('2026-01-01T00:00:35.000Z');
});

async function beat(target: Execution, token: string, timer: VirtualTimer, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    target.sendTaskHeartbeat(token);
    await timer.sleep(8000, signal).catch(() => {});
  }
}

test('a result above 256 KiB fails the task', async () => {
  const execution = await run(
    single({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' }),
    {},
    { task: () => 'x'.repeat(262_144) },
  );
  expect([types(execution).at(-2), execution.error]).toEqual(['TaskFailed', 'States.DataLimitExceeded']);
  expect(execution.cause).toBe(
    "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
  );
});

test('stopping an execution aborts its task', async () => {
  const execution = start(single({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' }), {}, { task: NEVER });
  for (let step = 0; step < 4; step += 1) await execution.step();
  execution.stop('Superseded', 'a newer run');
  await execution.run();
  expect([execution.status, execution.error, execution.cause]).toEqual(['ABORTED', 'Superseded', 'a newer run']);
  expect(types(execution).at(-1)).toBe('ExecutionAborted');
});

test('a machine with a time limit times out', async () => {
  const execution = await run({ ...single({ Type: 'Wait', Seconds: 100 }), TimeoutSeconds: 60 });
  expect([execution.status, execution.error]).toEqual(['TIMED_OUT', 'States.Timeout']);
});
