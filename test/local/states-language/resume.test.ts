import fc from 'fast-check';
import {
  type Execution,
  type HistoryEvent,
  MemoryJournal,
  TaskFailure,
} from '../../../lib/local/states-language/interpreter.ts';
import type { TaskCall } from '../../../lib/local/states-language/services.ts';
import { resume, single, start, types } from './harness.ts';
import { VirtualTimer } from './virtual-timer.ts';

const LAMBDA = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const TOKEN = { Type: 'Task', Resource: 'arn:aws:states:::sns:publish.waitForTaskToken' };

/** Retries, variables, randomness, a wait, a job, a callback: one line of control. */
const SEQUENCE = {
  StartAt: 'Id',
  States: {
    Id: { Type: 'Pass', Assign: { 'id.$': 'States.UUID()' }, Next: 'Flaky' },
    Flaky: {
      ...LAMBDA,
      Parameters: { key: 'flaky', 'try.$': '$$.State.RetryCount' },
      Retry: [{ ErrorEquals: ['E'] }],
      ResultPath: '$.f',
      Next: 'Wait',
    },
    Wait: { Type: 'Wait', Seconds: 60, Next: 'Job' },
    Job: {
      Type: 'Task',
      Resource: 'arn:aws:states:::codebuild:startBuild.sync',
      Parameters: { key: 'job', 'id.$': '$id' },
      ResultPath: '$.j',
      Next: 'Approve',
    },
    Approve: {
      ...TOKEN,
      Parameters: { key: 'approve', 'Token.$': '$$.Task.Token' },
      ResultPath: '$.a',
      Next: 'Choose',
    },
    Choose: { Type: 'Choice', Choices: [{ Variable: '$.a', BooleanEquals: true, Next: 'Done' }], Default: 'Id' },
    Done: { Type: 'Pass', Parameters: { 'id.$': '$id', 'all.$': '$' }, OutputPath: '$.all', End: true },
  },
};

/** Branches, an inline Map of limited width and a distributed Map, all at once; one branch fails and is caught. */
const CONCURRENT = {
  StartAt: 'All',
  States: {
    All: {
      Type: 'Parallel',
      Branches: [
        single({
          Type: 'Map',
          ItemsPath: '$.list',
          MaxConcurrency: 2,
          ItemProcessor: single({ ...LAMBDA, Parameters: { 'key.$': "States.Format('inline-{}', $)" } }),
        }),
        single({
          Type: 'Map',
          ItemsPath: '$.list',
          ItemProcessor: {
            ...single({ ...LAMBDA, Parameters: { 'key.$': "States.Format('child-{}', $)" } }),
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          },
        }),
        {
          StartAt: 'Inner',
          States: {
            Inner: {
              Type: 'Parallel',
              Branches: [single({ ...LAMBDA, Parameters: { key: 'fails' } }), single({ Type: 'Wait', Seconds: 900 })],
              Catch: [{ ErrorEquals: ['E'], Next: 'Caught' }],
              End: true,
            },
            Caught: { Type: 'Pass', End: true },
          },
        },
      ],
      End: true,
    },
  },
};

/** Tasks whose answer follows from their parameters; remembers which ran. */
class Tasks {
  readonly ran: string[] = [];
  execution: Execution | undefined;
  readonly #timer: VirtualTimer;

  constructor(timer: VirtualTimer) {
    this.#timer = timer;
  }

  readonly task = async ({ parameters, taskToken, signal }: TaskCall): Promise<unknown> => {
    const { key, try: attempt = 0 } = parameters as { key: string; try?: number };
    this.ran.push(`${key} ${attempt}`);
    if (taskToken !== undefined) void this.#approve(taskToken, signal);
    else await this.#timer.sleep(1000 * (key.length % 5), signal);
    if (key === 'fails' || (key === 'flaky' && attempt < 2)) throw new TaskFailure('E');
    return key;
  };

  async #approve(token: string, signal: AbortSignal): Promise<void> {
    await this.#timer.sleep(5000, signal);
    await this.execution?.sendTaskSuccess(token, true);
  }
}

function setup(start: string) {
  const timer = new VirtualTimer(start);
  const tasks = new Tasks(timer);
  return { timer, tasks };
}

/** Tasks whose success the journal already holds: `key attempt`. */
function completed(events: HistoryEvent[]): string[] {
  const scheduled = new Map<string | undefined, string>();
  const ended: string[] = [];
  for (const { type, journal, taskScheduledEventDetails: details } of events) {
    if (type === 'TaskScheduled') {
      const { key, try: attempt = 0 } = JSON.parse(String(details?.parameters));
      scheduled.set(journal?.line, `${key} ${attempt}`);
    }
    if (/^Task(Succeeded|Failed)$/.test(type)) ended.push(scheduled.get(journal?.line) ?? '');
  }
  return ended;
}

/** Runs an execution in several processes, each but the last killed after so many steps. */
async function interrupted(definition: unknown, stops: number[]) {
  const input = { list: [1, 2, 3] };
  let journal = new MemoryJournal();
  let { timer, tasks } = setup('2026-01-01T00:00:00Z');
  let execution = start(definition, input, { task: tasks.task, timer, journal });
  tasks.execution = execution;
  const repeated: string[] = [];
  let done: string[] = [];
  for (const steps of stops) {
    for (let step = 0; step < steps && (await execution.step()); step += 1);
    repeated.push(...tasks.ran.filter((task) => done.includes(task)));
    done = completed(journal.events);
    // A killed process: nothing of it is heard again, only its journal stays.
    journal = new MemoryJournal(structuredClone(journal.events));
    ({ timer, tasks } = setup(journal.events.at(-1)?.timestamp ?? ''));
    execution = await resume(journal, { task: tasks.task, timer });
    tasks.execution = execution;
    await answerIfWaiting(execution, journal);
  }
  await execution.run();
  repeated.push(...tasks.ran.filter((task) => done.includes(task)));
  return { execution, repeated };
}

/** A token that was already sent out is answered by its holder, not by a task that is run again. */
async function answerIfWaiting(execution: Execution, journal: MemoryJournal): Promise<void> {
  const token = journal.events.findLast((event) => event.journal?.token !== undefined)?.journal?.token;
  const sent = journal.events.some(
    ({ type, taskSubmittedEventDetails: details }) => type === 'TaskSubmitted' && details?.resourceType === 'sns',
  );
  if (!sent || token === undefined) return;
  await execution.sendTaskSuccess(token, true).catch(() => {});
}

const sorted = (execution: Execution): string[] => types(execution).sort();

describe.each([
  ['a sequence', SEQUENCE, types],
  ['concurrent lines', CONCURRENT, sorted],
])('an execution of %s', (_, definition, shape) => {
  test('stopped after any event and resumed ends as an uninterrupted one, and repeats no finished task', async () => {
    const whole = await interrupted(definition, []);
    expect(whole.execution.status).toBe('SUCCEEDED');
    const events = whole.execution.history.length + 15;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: events }),
        fc.integer({ min: 1, max: events }),
        async (first, second) => {
          const { execution, repeated } = await interrupted(definition, [first, second]);
          expect(shape(execution)).toEqual(shape(whole.execution));
          expect(execution.output).toEqual(whole.execution.output);
          expect(repeated).toEqual([]);
          expect(execution.history.map(({ id }) => id)).toEqual(execution.history.map((_, index) => index + 1));
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });
});

test('a wait goes on until its own deadline, however long the process was away', async () => {
  const journal = new MemoryJournal();
  const execution = start(single({ Type: 'Wait', Seconds: 100 }), {}, { journal });
  await execution.step();
  await execution.step();
  const timer = new VirtualTimer('2026-01-01T00:00:40Z');
  const resumed = await (await resume(new MemoryJournal(journal.events), { timer })).run();
  expect(timer.slept).toEqual([60_000]);
  expect(resumed.history.at(-1)?.timestamp).toBe('2026-01-01T00:01:40.000Z');
});

test('a callback that was accepted outlives the process, and one may be sent before the first step', async () => {
  const journal = new MemoryJournal();
  let token = '';
  const task = ({ taskToken = '' }: TaskCall) => {
    token = taskToken;
    return {};
  };
  const execution = start(single(TOKEN), {}, { journal, task });
  while (!types(execution).includes('TaskSubmitted')) await execution.step();
  const beforeAnswer = structuredClone(journal.events);
  await execution.sendTaskSuccess(token, 'yes');
  const resumed = await (await resume(new MemoryJournal(journal.events))).run();
  expect(resumed.output).toBe('yes');
  const late = await resume(new MemoryJournal(beforeAnswer));
  await late.sendTaskSuccess(token, 'late');
  expect((await late.run()).output).toBe('late');
});

test('the token of a task that has ended is refused after a resume', async () => {
  const journal = new MemoryJournal();
  let token = '';
  const task = ({ taskToken = '' }: TaskCall) => {
    token = taskToken;
    return {};
  };
  const states = { First: { ...TOKEN, Next: 'Then' }, Then: { Type: 'Wait', Seconds: 9, End: true } };
  const execution = start({ StartAt: 'First', States: states }, {}, { journal, task });
  while (!types(execution).includes('TaskSubmitted')) await execution.step();
  await execution.sendTaskSuccess(token, 1);
  while (!types(execution).includes('TaskSucceeded')) await execution.step();
  const resumed = await resume(new MemoryJournal(journal.events));
  await expect(resumed.sendTaskSuccess(token, 2)).rejects.toMatchObject({ code: 'task-does-not-exist' });
});

test('an ended execution resumes to what it was', async () => {
  const journal = new MemoryJournal();
  const execution = start(single({ Type: 'Wait', Seconds: 5 }), 1, { journal });
  await execution.step();
  execution.stop('E', 'because');
  await execution.run();
  const resumed = await resume(new MemoryJournal(journal.events));
  expect([resumed.status, resumed.error, resumed.cause]).toEqual(['ABORTED', 'E', 'because']);
  expect(await resumed.step()).toBe(false);
  expect(types(resumed)).toEqual(types(execution));
});

test('an empty journal cannot be resumed', async () => {
  await expect(resume(new MemoryJournal())).rejects.toMatchObject({ code: 'journal-empty' });
});
