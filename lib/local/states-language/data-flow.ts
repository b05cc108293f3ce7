import { ERROR, StateFailure } from './errors.ts';
import { isObject, type Json, type JsonObject, setKey } from './json.ts';
import { parsePath } from './jsonpath/parse.ts';
import type { Segment } from './jsonpath/path.ts';
import type { Visit } from './visit.ts';

/** What InputPath makes of the state's input; null means an empty object. */
export function effectiveInput(visit: Visit, path: string | null | undefined): Json {
  return filtered(visit, path, visit.raw);
}

/** What OutputPath makes of the state's output. */
export function effectiveOutput(visit: Visit, path: string | null | undefined, output: Json): Json {
  return filtered(visit, path, output);
}

function filtered(visit: Visit, path: string | null | undefined, value: Json): Json {
  if (path === undefined) return value;
  return path === null ? {} : visit.at(path, value);
}

/**
 * The state's input with the result put in at ResultPath; null drops the result.
 * @throws StateFailure States.ResultPathMatchFailure when the path does not fit the input
 */
export function withResult(raw: Json, path: string | null | undefined, result: Json): Json {
  if (path === null) return raw;
  if (path === undefined || path === '$') return result;
  const { segments } = parsePath(path);
  return put(raw, segments, result, path, raw);
}

function put(target: Json, [segment, ...rest]: Segment[], result: Json, path: string, whole: Json): Json {
  if (segment === undefined) return result;
  if (segment.kind === 'index') {
    const index = segment.indexes[0] ?? 0;
    if (!Array.isArray(target) || index >= target.length) throw mismatch(path, whole);
    return target.map((item, place) => (place === index ? put(item, rest, result, path, whole) : item));
  }
  if (segment.kind !== 'child' || !isObject(target)) throw mismatch(path, whole);
  const key = segment.names[0] ?? '';
  const copy: JsonObject = { ...target };
  const inner = Object.hasOwn(target, key) ? (target[key] ?? null) : null;
  // A missing or null step on the way becomes an object.
  setKey(copy, key, put(inner === null && rest.length > 0 ? {} : inner, rest, result, path, whole));
  return copy;
}

function mismatch(path: string, input: Json): StateFailure {
  return new StateFailure(ERROR.resultPath, `Unable to apply ReferencePath ${path} to input ${JSON.stringify(input)}`);
}
