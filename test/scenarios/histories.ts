import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryEvent } from '../../lib/local/states-language/journal.ts';
import type { ScenarioPlace } from './place.ts';

/** All events of all executions of a place, those of map children included. */
async function histories({ executions, folder }: ScenarioPlace): Promise<Array<[string, HistoryEvent]>> {
  const names = readdirSync(join(folder, 'executions')).map(decodeURIComponent);
  const read = names.map(async (name) =>
    (await executions.journal(name).read()).map((event): [string, HistoryEvent] => [name, event]),
  );
  return (await Promise.all(read)).flat();
}

/** The largest input or output of any state so far. */
export async function largestState(place: ScenarioPlace): Promise<{ where: string; bytes: number }> {
  let largest = { where: 'nothing', bytes: 0 };
  for (const [name, event] of await histories(place)) {
    const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } = event;
    const details = entered ?? exited;
    if (details === undefined) continue;
    const bytes = Buffer.byteLength(String(entered ? entered.input : exited?.output));
    if (bytes > largest.bytes) largest = { where: `${event.type} ${details.name} of ${name}`, bytes };
  }
  return largest;
}

/** States that a run entered, those of its rollout included, in order. */
export async function statesOf({ executions }: ScenarioPlace, runId: string): Promise<string[]> {
  const both = await Promise.all([runId, `${runId}-rollout`].map((name) => executions.journal(name).read()));
  return both.flat().flatMap(({ stateEnteredEventDetails: entered }) => (entered ? [String(entered.name)] : []));
}
