import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { SfnSend } from '../../lib/aws/clients.ts';
import { StepFunctionsExecutions } from '../../lib/aws/step-functions-executions.ts';
import type { RunRequest } from '../../lib/core/run.ts';
import { exception } from '../fakes/lambda.ts';

const request: RunRequest = {
  runId: 'data-0123456789ab-1',
  pipeline: 'iris',
  machine: 'delivery',
  trigger: { kind: 'data', detail: 'incoming/iris/a.csv' },
  cause: 'c',
  attempt: 1,
  snapshot: 's',
  source: { digest: 'd', commit: null },
  requestedAt: '2026-11-23T12:00:00.000Z',
};

type Answer = (command: { name: string; input: Record<string, unknown> }) => unknown;

function executions(answer: Answer) {
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) =>
    answer({ name: command.constructor.name, input: command.input });
  return new StepFunctionsExecutions({ send } as unknown as SfnSend, { delivery: 'arn:machine' });
}

const refuses = (name: string) => () => {
  throw exception(name);
};

describe('start', () => {
  test('names the execution after the run and hands over ids only', async () => {
    const seen: unknown[] = [];
    expect(await executions(({ input }) => seen.push(input)).start(request)).toBe('started');
    expect(seen).toEqual([
      {
        stateMachineArn: 'arn:machine',
        name: request.runId,
        input: '{"runId":"data-0123456789ab-1","pipeline":"iris"}',
      },
    ]);
  });

  test('an execution of that name is there already, and trouble is trouble', async () => {
    expect(await executions(refuses('ExecutionAlreadyExists')).start(request)).toBe('already');
    await expect(executions(refuses('ExecutionLimitExceeded')).start(request)).rejects.toThrow(
      'ExecutionLimitExceeded',
    );
  });

  test('a machine that this function was not told of is our mistake', async () => {
    const pull: RunRequest = { ...request, machine: 'pull_request' };
    await expect(executions(() => ({})).start(pull)).rejects.toMatchObject({ code: 'no-machine' });
  });
});

test('describe answers UNKNOWN for an execution that does not exist', async () => {
  expect(await executions(() => ({ status: 'TIMED_OUT' })).describe('arn:e')).toBe('TIMED_OUT');
  expect(await executions(refuses('ExecutionDoesNotExist')).describe('arn:e')).toBe('UNKNOWN');
  await expect(executions(refuses('AccessDeniedException')).describe('arn:e')).rejects.toThrow('AccessDenied');
});

describe('timeline', () => {
  const event = (id: number, type: string, details: Partial<HistoryEvent> = {}): HistoryEvent => ({
    id,
    previousEventId: id - 1,
    timestamp: new Date(Date.UTC(2026, 10, 23, 12, 0, id)),
    type: type as HistoryEvent['type'],
    ...details,
  });
  const enter = (id: number, name: string) => event(id, 'TaskStateEntered', { stateEnteredEventDetails: { name } });
  const leave = (id: number, name: string) => event(id, 'TaskStateExited', { stateExitedEventDetails: { name } });
  const submitted = event(7, 'TaskSubmitted', {
    taskSubmittedEventDetails: {
      resourceType: 'states',
      resource: 'startExecution.sync:2',
      output: '{"ExecutionArn":"arn:nested"}',
    },
  });
  const pages: Record<string, HistoryEvent[][]> = {
    'arn:delivery': [
      [event(1, 'ExecutionStarted'), enter(2, 'Admit'), event(3, 'TaskSucceeded')],
      [
        leave(4, 'Admit'),
        enter(5, 'Rollout'),
        event(6, 'TaskScheduled'),
        submitted,
        event(8, 'TaskFailed'),
        leave(9, 'Rollout'),
        enter(10, 'Settle'),
      ],
    ],
    'arn:nested': [[enter(1, 'Prepare'), event(2, 'ExecutionAborted')]],
  };
  const history: Answer = ({ input }) => {
    const page = Number(input.nextToken ?? 0);
    const all = pages[String(input.executionArn)] ?? [];
    return { events: all[page], nextToken: page + 1 < all.length ? `${page + 1}` : undefined };
  };

  test('lists states in order over all pages, those of the nested rollout after the state that started it', async () => {
    const timeline = await executions(history).timeline('arn:delivery');
    expect(timeline.map(({ machine, state, status }) => [machine, state, status])).toEqual([
      ['delivery', 'Admit', 'done'],
      ['delivery', 'Rollout', 'failed'],
      ['rollout', 'Prepare', 'failed'],
      ['delivery', 'Settle', 'running'],
    ]);
    expect(timeline[0]).toMatchObject({ enteredAt: '2026-11-23T12:00:02.000Z', leftAt: '2026-11-23T12:00:04.000Z' });
    expect(timeline.at(-1)?.leftAt).toBeNull();
  });
});
