import { GetExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-sfn';
import type { HistoryLine } from '../core/cost/history.ts';
import type { TimelineEntry } from '../core/run.ts';
import type { SfnSend } from './clients.ts';

/** An entry, and the nested execution that its task started. */
interface Visit {
  entry: TimelineEntry;
  nested: string | undefined;
}

/** States of an execution in order of entry; those of a nested execution follow the state that started it. */
export async function readTimeline(client: SfnSend, executionArn: string, machine: string): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  for (const { entry, nested } of visits(await history(client, executionArn), machine)) {
    entries.push(entry);
    // What watches a rollout may have looked for a month: its windows are evidence, and tell more than its states.
    if (nested !== undefined && entry.state !== 'Watch')
      entries.push(...(await readTimeline(client, nested, 'rollout')));
  }
  return entries;
}

/** Histories of an execution and of those that it started; a map's children are in none of them. */
export async function readHistories(client: SfnSend, executionArn: string): Promise<HistoryLine[][]> {
  const events = await history(client, executionArn);
  const own = events.map(({ type = '', timestamp, stateEnteredEventDetails: entered }) => ({
    type,
    at: timestamp?.toISOString() ?? '',
    state: entered?.name ?? null,
  }));
  const nested = events.flatMap((event) => (event.type === 'TaskSubmitted' ? (nestedArn(event) ?? []) : []));
  const deeper = await Promise.all(nested.map((arn) => readHistories(client, arn)));
  return [own, ...deeper.flat()];
}

async function history(client: SfnSend, executionArn: string): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000, nextToken, includeExecutionData: true }),
    );
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return events;
}

function visits(events: HistoryEvent[], machine: string): Visit[] {
  const all: Visit[] = [];
  const types = new Map(events.map((event) => [event.id, event.type ?? '']));
  const open = (state?: string) =>
    all.findLast(({ entry }) => entry.leftAt === null && (!state || entry.state === state));
  for (const event of events) {
    const at = event.timestamp?.toISOString() ?? '';
    const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } = event;
    if (entered?.name !== undefined) {
      const entry: TimelineEntry = { machine, state: entered.name, enteredAt: at, leftAt: null, status: 'running' };
      all.push({ entry, nested: undefined });
    } else if (exited?.name !== undefined) {
      // What a Catch caught leaves the state too; the event before the exit tells.
      const before = types.get(event.previousEventId ?? 0) ?? '';
      leave(open(exited.name), at, /(Failed|TimedOut|Aborted)$/.test(before) ? 'failed' : 'done');
    } else if (event.type === 'TaskSubmitted') {
      const caller = open();
      if (caller !== undefined) caller.nested = nestedArn(event) ?? caller.nested;
    } else if (/^Execution(Failed|TimedOut|Aborted)$/.test(event.type ?? '')) {
      for (let last = open(); last !== undefined; last = open()) leave(last, at, 'failed');
    }
  }
  return all;
}

function leave(visit: Visit | undefined, leftAt: string, status: TimelineEntry['status']): void {
  if (visit !== undefined) Object.assign(visit.entry, { leftAt, status });
}

function nestedArn({ taskSubmittedEventDetails: details }: HistoryEvent): string | undefined {
  if (details?.resourceType !== 'states' || details.output === undefined) return undefined;
  try {
    const output: unknown = JSON.parse(details.output);
    const arn =
      typeof output === 'object' && output !== null && 'ExecutionArn' in output ? output.ExecutionArn : undefined;
    return typeof arn === 'string' ? arn : undefined;
  } catch {
    return undefined;
  }
}
