import { together } from '../abortion.ts';
import type { MapState } from '../definition/types.ts';
import { StateFailure } from '../errors.ts';
import { uuid } from '../intrinsics/text.ts';
import { isObject, type Json } from '../json.ts';
import type { Line } from '../line.ts';
import type { Visit } from '../visit.ts';
import { batches } from './batcher.ts';
import { type ChildResult, childRun, runChild } from './child.ts';
import { itemInput, itemsOf, mapItem } from './items.ts';
import type { MapEnd, MapOrder } from './order.ts';
import { maxItems, readItems } from './reader.ts';
import { type Exceeded, thresholdExceeded, toleranceOf } from './tolerance.ts';
import { writeResults } from './writer.ts';

/** Child executions under way at once when the definition sets no limit. */
const WIDEST = 10_000;

interface MapRun {
  arn: string;
  label: string;
  exceeded: Exceeded;
}

/** A distributed Map: each item (or batch) is a child execution with a history of its own. */
export async function distributedMap(visit: Visit, state: MapState, order: MapOrder): Promise<MapEnd> {
  const { line } = visit;
  const { input } = order;
  const given = state.ItemReader === undefined ? itemsOf(visit, state, input) : undefined;
  await line.record('MapStateStarted', { mapStateStartedEventDetails: { length: given?.length ?? 0 } });
  const exceeded = toleranceOf(visit, state, input);
  const limit = maxItems(visit, state, input);
  const mapRun = { ...(await startMapRun(visit, state)), exceeded };
  try {
    const items = given ?? (await readAll(visit, state, limit));
    const result = await runChildren(visit, state, order, mapRun, items);
    await line.record('MapRunSucceeded');
    await line.record('MapStateSucceeded', {}, { chained: false });
    return { result };
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    await line.record('MapRunFailed', { mapRunFailedEventDetails: error.details() });
    return { failure: error };
  }
}

async function startMapRun(visit: Visit, state: MapState): Promise<{ arn: string; label: string }> {
  const { run } = visit.line;
  const label = state.Label ?? uuid(run.services);
  const arn = `${run.machine.arn.replace(':stateMachine:', ':mapRun:')}/${label}:${uuid(run.services)}`;
  const event = await visit.line.record('MapRunStarted', { mapRunStartedEventDetails: { mapRunArn: arn } });
  const details = event.mapRunStartedEventDetails;
  const recorded = isObject(details) ? String(details.mapRunArn) : arn;
  return { arn: recorded, label: recorded.split('/').at(-1)?.split(':')[0] ?? label };
}

/** The items are kept in the journal: a resume must not see a bucket that has changed meanwhile. */
async function readAll(visit: Visit, state: MapState, limit: number): Promise<Json[]> {
  const { ItemReader: reader } = state;
  if (reader === undefined) return [];
  const kept = await visit.line.remember('ItemsRead', async (): Promise<Json> => {
    try {
      return { items: await readItems(visit, reader, limit) };
    } catch (error) {
      if (error instanceof StateFailure) return { failure: { ...error.details() } };
      throw error;
    }
  });
  const { items, failure } = isObject(kept) ? kept : {};
  if (isObject(failure)) throw new StateFailure(String(failure.error), String(failure.cause));
  return Array.isArray(items) ? items : [];
}

async function runChildren(
  visit: Visit,
  state: MapState,
  { input, concurrency, runFlow }: MapOrder,
  mapRun: MapRun,
  items: Json[],
): Promise<Json> {
  const { line } = visit;
  const selected = items.map((item, index) => itemInput(visit, state, input, index, item));
  const inputs = state.ItemBatcher === undefined ? selected : batches(visit, state.ItemBatcher, input, selected);
  const results: ChildResult[] = inputs.map((value, index) => ({
    index,
    run: childRun(line.run, mapRun.arn, mapRun.label, index, value),
    status: 'PENDING',
  }));
  const share = inputs.length === 0 ? 1 : items.length / inputs.length;
  let failures = 0;
  const ended = await together(inputs.length, concurrency === 0 ? WIDEST : concurrency, (index) => {
    const child = forkChild(line, mapRun, results, index, items[index] ?? null);
    const done = (async () => {
      const result = await runChild(child, index, state.ItemProcessor, runFlow);
      results[index] = result;
      if (result.status === 'FAILED') failures += share;
      if (mapRun.exceeded(failures, items.length)) throw thresholdExceeded();
      return 0;
    })();
    return { line: child, done };
  });
  line.closeChildren();
  const output = await written(visit, state, input, mapRun.arn, results);
  if (ended !== undefined) throw ended.failure;
  return output;
}

function forkChild(line: Line, mapRun: MapRun, results: ChildResult[], index: number, item: Json): Line {
  const run = results[index]?.run ?? line.run;
  return line.forkRun(`${mapRun.arn.split(':').at(-1)}.${index}`, run, mapItem(index, item));
}

async function written(
  visit: Visit,
  state: MapState,
  input: Json,
  mapRunArn: string,
  results: ChildResult[],
): Promise<Json> {
  if (state.ResultWriter === undefined) {
    return results.filter(({ status }) => status === 'SUCCEEDED').map(({ output }) => output ?? null);
  }
  return writeResults(visit, state.ResultWriter, input, { mapRunArn, results });
}
