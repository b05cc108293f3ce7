import { type Ended, reportOpen, together } from '../abortion.ts';
import type { MapState } from '../definition/types.ts';
import type { Json } from '../json.ts';
import type { Line } from '../line.ts';
import type { Visit } from '../visit.ts';
import { itemInput, itemsOf, mapItem } from './items.ts';
import type { MapEnd, MapOrder } from './order.ts';

interface Iteration {
  line: Line;
  index: number;
  done: boolean;
}

export async function inlineMap(
  visit: Visit,
  state: MapState,
  { input, concurrency, runFlow }: MapOrder,
): Promise<MapEnd> {
  const { line, name } = visit;
  const items = itemsOf(visit, state, input);
  const started = await line.record('MapStateStarted', { mapStateStartedEventDetails: { length: items.length } });
  const outputs: Json[] = items.map(() => null);
  const iterations: Iteration[] = [];
  let last = started.id;
  const ended = await together(items.length, concurrency, (index, after = started.id) => {
    const value = items[index] ?? null;
    const iteration = { line: line.fork(`${started.id}.${index}`, after, mapItem(index, value)), index, done: false };
    iterations.push(iteration);
    const done = (async () => {
      const details = { index, name };
      await iteration.line.record('MapIterationStarted', { mapIterationStartedEventDetails: details });
      const selected = itemInput(visit, state, input, index, value);
      outputs[index] = await runFlow(state.ItemProcessor, selected, iteration.line);
      const { previous } = iteration.line;
      const succeeded = await iteration.line.record('MapIterationSucceeded', {
        mapIterationSucceededEventDetails: details,
      });
      iteration.done = true;
      last = succeeded.id;
      return previous;
    })();
    return { line: iteration.line, done };
  });
  line.previous = ended?.line.previous ?? last;
  if (ended !== undefined) await reportIterations(line, name, iterations, ended);
  line.closeChildren();
  if (ended !== undefined) return { failure: ended.failure };
  await line.record('MapStateSucceeded', {}, { chained: false });
  return { result: outputs };
}

/** The failed iteration first, then those that it took down. */
async function reportIterations(scope: Line, name: string, iterations: Iteration[], ended: Ended): Promise<void> {
  const open = iterations.filter(({ line, done }) => !done && line !== ended.line);
  const failed = iterations.find(({ line }) => line === ended.line);
  for (const { line, index } of [...(failed === undefined ? [] : [failed]), ...open]) {
    const kind = line === ended.line ? 'Failed' : 'Aborted';
    const details = { [`mapIteration${kind}EventDetails`]: { index, name } };
    await scope.record(`MapIteration${kind}`, details, { chained: false });
    await reportOpen(scope, line);
  }
}
