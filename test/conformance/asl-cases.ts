import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../lib/local/states-language/json.ts';

/** An event as the snapshot holds it: payloads parsed, some values replaced by names. */
export interface RecordedEvent {
  /** `[0]` where the recorder put concurrent events in an order of its own. */
  id: number | number[];
  previousEventId: number;
  type: string;
  [details: `${string}Details`]: JsonObject;
}

/** A state machine, what it was started with, and what AWS answered. */
export interface Case {
  id: string;
  definition: Json;
  /** JSON text. */
  input: string;
  history: RecordedEvent[];
  jsonata?: boolean;
}

/** JSONPath cases of a file, or of a directory's `.json` files (its own, or those in `step-functions/`). */
export function loadCases(path: string): Case[] {
  const cases = filesOf(path).flatMap((file) => {
    const content = JSON.parse(readFileSync(file, 'utf8')) as Case | Case[];
    return (Array.isArray(content) ? content : [content]).filter((item) => 'definition' in item && 'history' in item);
  });
  return cases.filter(({ jsonata, definition }) => !(jsonata ?? JSON.stringify(definition).includes('"JSONata"')));
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const files = readdirSync(path).filter((name) => name.endsWith('.json'));
  return [...files.map((name) => join(path, name)), ...filesOf(join(path, 'step-functions'))];
}

/** A case's executions: a few recordings hold several runs of one machine, one after the other. */
export function executionsOf({ history }: Case): RecordedEvent[][] {
  const runs: RecordedEvent[][] = [];
  for (const event of history) {
    if (event.type === 'ExecutionStarted') runs.push([]);
    runs.at(-1)?.push(event);
  }
  return runs;
}

/** The one `…EventDetails` field of an event. */
export function detailsOf(event: RecordedEvent | undefined): JsonObject {
  const key = Object.keys(event ?? {}).find((name): name is `${string}Details` => name.endsWith('EventDetails'));
  return (key === undefined ? undefined : event?.[key]) ?? {};
}
