import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryJournal, startExecution } from '../../lib/local/states-language/interpreter.ts';
import type { Json } from '../../lib/local/states-language/json.ts';
import { VirtualTimer } from '../local/states-language/virtual-timer.ts';
import { type Case, detailsOf, executionsOf, type RecordedEvent } from './asl-cases.ts';
import { namesIn, payload, renamed, same } from './asl-compare.ts';
import { UnrecordedItems } from './asl-items.ts';
import { asRecorder, recordedOrder, wasReordered } from './asl-order.ts';
import { RecordedTasks } from './asl-tasks.ts';

/** Inputs of the cases hold times near the day on which they were exported: this is the start of that day. */
const TODAY = '2026-11-23T00:00:00Z';
const MACHINE = 'arn:aws:states:us-east-1:111111111111:stateMachine:state-machine-name';

export interface Verdict {
  id: string;
  /** Status, output and error name are AWS's. */
  outcome: boolean;
  /** So is the sequence of event types. */
  sequence: boolean;
  /** So is the cause, where there is one. */
  cause: boolean;
  /** What differs. */
  why: string;
  /** The recording lacks what the case needs (S3 objects, tasks of child executions): it says nothing about us. */
  unjudged: boolean;
}

const FAILED = { outcome: false, sequence: false, cause: false, unjudged: false };
/** Wall-clock milliseconds after which a case that waits for something that was not recorded is given up. */
const PATIENCE = 5000;

/** Runs a case once for each execution that it recorded; it passes when all of them do. */
export async function judge(test: Case): Promise<Verdict> {
  const verdicts = [];
  for (const recorded of executionsOf(test)) {
    const alarm = new AbortController();
    const late = sleep(PATIENCE, undefined, { signal: alarm.signal }).then(() => ({
      ...FAILED,
      id: test.id,
      why: 'did not end',
    }));
    verdicts.push(await Promise.race([judgeExecution(test, recorded), late]));
    late.catch(() => {});
    alarm.abort();
  }
  return {
    id: test.id,
    outcome: verdicts.every(({ outcome }) => outcome),
    sequence: verdicts.every(({ sequence }) => sequence),
    cause: verdicts.every(({ cause }) => cause),
    unjudged: verdicts.some(({ unjudged }) => unjudged),
    why: verdicts.map(({ why }) => why).find((text) => text !== '') ?? '',
  };
}

async function judgeExecution(test: Case, recorded: RecordedEvent[]): Promise<Verdict> {
  const input = JSON.parse(test.input) as Json;
  const roleArn = String(detailsOf(recorded[0]).roleArn ?? 'role');
  const tasks = new RecordedTasks(recorded);
  const items = new UnrecordedItems();
  try {
    const ours = await history(test, recorded, { input, roleArn, tasks, items });
    return {
      id: test.id,
      unjudged: tasks.missing || items.asked,
      ...compared(recorded, ours, namesIn(payload(detailsOf(recorded[0]).input ?? null), input)),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...FAILED, id: test.id, why };
  }
}

interface Setting {
  input: Json;
  roleArn: string;
  tasks: RecordedTasks;
  items: UnrecordedItems;
}

async function history(
  test: Case,
  recorded: RecordedEvent[],
  { input, roleArn, tasks, items }: Setting,
): Promise<RecordedEvent[]> {
  let seed = 1;
  const random = (): number => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const execution = startExecution(
    {
      definition: test.definition,
      input,
      name: 'execution-name',
      executionArn: `${MACHINE.replace('stateMachine', 'execution')}:execution-name`,
      stateMachineArn: MACHINE,
      stateMachineName: 'state-machine-name',
      roleArn,
    },
    { tasks, items, timer: new VirtualTimer(TODAY), random, journal: new MemoryJournal() },
  );
  tasks.attach(execution);
  const stopped = !/^Execution(Succeeded|Failed|TimedOut|Aborted)$/.test(recorded.at(-1)?.type ?? '');
  if (recorded.at(-1)?.type === 'ExecutionAborted') {
    while (execution.history.length < recorded.length - 1 && (await execution.step()));
    const { error, cause } = detailsOf(recorded.at(-1));
    execution.stop(...[error, cause].map((part) => (part === undefined ? undefined : String(part))));
  }
  while ((!stopped || execution.history.length < recorded.length) && (await execution.step()));
  return execution.history as RecordedEvent[];
}

function compared(
  recorded: RecordedEvent[],
  ours: RecordedEvent[],
  names: Map<string, string>,
): Omit<Verdict, 'id' | 'unjudged'> {
  const [theirs, mine] = [recorded.at(-1), ours.at(-1)];
  const expected = renamed(detailsOf(theirs), names) as Record<string, Json>;
  const got = detailsOf(mine);
  const status = theirs?.type === mine?.type;
  // Logs without execution data hold no output to compare with.
  const silent = status && mine?.type === 'ExecutionSucceeded' && expected.output === undefined;
  const output = silent || same(payload(expected.output ?? null), payload(got.output ?? null));
  const outcome = status && output && same(expected.error ?? null, got.error ?? null);
  const reordered = wasReordered(recorded);
  const ourTypes = ours.map(({ type }) => type);
  const [a, b] = [recordedOrder(recorded), reordered ? asRecorder(ourTypes) : ourTypes];
  const sequence = a.join() === b.join();
  const cause = outcome && same(payload(expected.cause ?? null), payload(got.cause ?? null));
  return {
    outcome,
    sequence,
    cause,
    why: difference({ outcome, sequence }, [theirs?.type, expected], [mine?.type, got], a, b),
  };
}

function difference(
  passed: { outcome: boolean; sequence: boolean },
  theirs: unknown,
  mine: unknown,
  a: string[],
  b: string[],
): string {
  if (!passed.outcome)
    return `AWS: ${JSON.stringify(theirs).slice(0, 300)}; ours: ${JSON.stringify(mine).slice(0, 300)}`;
  if (passed.sequence) return '';
  const at = a.findIndex((type, index) => type !== b[index]);
  const place = at < 0 ? a.length : at;
  return `event ${place + 1} is ${b[place] ?? 'missing'}, not ${a[place] ?? 'the end'}`;
}
