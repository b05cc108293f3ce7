import type { HistoryLine } from '../../core/cost/history.ts';
import type { LocalExecutions } from './local-executions.ts';
import { executionName } from './names.ts';

/** Histories of an execution and of those that it started, which are named after it; a map's children are in none of them. */
export async function historiesOf(executions: LocalExecutions, executionArn: string): Promise<HistoryLine[][]> {
  const own = executionName(executionArn);
  const names = executions.names().filter((name) => name === own || name.startsWith(`${own}-`));
  const read = names.map(async (name) =>
    (await executions.journal(name).read())
      .filter(({ journal }) => journal?.run === undefined)
      .map(({ type, timestamp, stateEnteredEventDetails: entered }) => ({
        type,
        at: timestamp,
        state: entered ? String(entered.name) : null,
      })),
  );
  return Promise.all(read);
}
