import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../lib/core/profile/profile.ts';
import type { JsonObject, Test } from './gx-cases.ts';
import { rowKey } from './gx-data.ts';

export interface Answer {
  success: boolean;
  result: JsonObject;
  exception_info: { raised_exception: boolean; exception_message: string | null };
}

/** Engines whose exceptions are told in the engine's own words, which no other engine has. */
const databases = new Set(['postgresql', 'mysql', 'mssql', 'sqlite', 'snowflake', 'bigquery', 'trino', 'redshift']);

/** In what an answer differs from the definition's; undefined when in nothing. */
export function difference(test: Test, answer: Answer): string | undefined {
  const raised = test.error?.traceback_substring ?? test.out.traceback_substring;
  if (raised !== undefined) return exceptionDifference(String(raised), test, answer);
  if (answer.exception_info.raised_exception) return `raised ${answer.exception_info.exception_message}`;
  const tolerance = test.tolerance ?? 1e-9;
  const expected = test.exact_match_out ? whole(test.out) : test.out;
  for (const [key, value] of Object.entries(expected)) {
    const wrong = keyDifference(key, value, answer, tolerance, test.exact_match_out);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function exceptionDifference(
  substring: string,
  test: Test,
  { success, exception_info: info }: Answer,
): string | undefined {
  if (success || !info.raised_exception) return `no exception; expected one with ${JSON.stringify(substring)}`;
  const engines = test.only_for ?? [];
  if (engines.length > 0 && engines.every((engine) => databases.has(engine))) return undefined;
  return info.exception_message?.includes(substring)
    ? undefined
    : `raised ${info.exception_message}; expected ${JSON.stringify(substring)} in it`;
}

/** A whole result is compared in the fields that both have, as the definitions' own runner does. */
function whole(out: JsonObject): JsonObject {
  const { result, ...others } = out;
  return { ...others, ...(result as JsonObject) };
}

function keyDifference(
  key: string,
  value: Json,
  answer: Answer,
  tolerance: number,
  ifThere: boolean,
): string | undefined {
  const { result } = answer;
  const details = (result.details ?? {}) as JsonObject;
  switch (key) {
    case 'success':
      return answer.success === value ? undefined : `success is ${answer.success}`;
    case 'observed_value_list':
      return (value as Json[]).some((one) => same(one, result.observed_value ?? null, tolerance))
        ? undefined
        : told('observed_value', result.observed_value, value);
    case 'value_counts':
      return isSubset(value as Json[], (details.value_counts ?? []) as Json[], tolerance)
        ? undefined
        : told(key, details.value_counts, value);
    case 'observed_partition':
    case 'expected_partition':
      return same(value, details[key] ?? null, tolerance) ? undefined : told(key, details[key], value);
    case 'unexpected_index_list':
      return same(byRow(value), byRow(result[key] ?? []), tolerance) ? undefined : told(key, result[key], value);
    default: {
      if (ifThere && result[key] === undefined) return undefined;
      const fine = key.endsWith('_list') ? sameBag : same;
      return fine(value, result[key] ?? null, tolerance) ? undefined : told(key, result[key], value);
    }
  }
}

function told(key: string, ours: Json | undefined, expected: Json): string {
  const shown = (value: Json | undefined) => (JSON.stringify(value) ?? 'nothing').slice(0, 300);
  return `${key} is ${shown(ours)}, expected ${shown(expected)}`;
}

function byRow(list: Json): Json {
  if (!Array.isArray(list)) return list;
  const keyOf = (item: Json) => Number((item as JsonObject)?.[rowKey] ?? item);
  return [...list].sort((a, b) => keyOf(a) - keyOf(b));
}

export function sameBag(a: Json, b: Json, tolerance: number): boolean {
  return Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && isSubset(a, b, tolerance)
    : same(a, b, tolerance);
}

/** Whether each item of one list has a partner of its own in the other. */
function isSubset(items: Json[], others: Json[], tolerance: number): boolean {
  const left = [...others];
  return items.every((item) => {
    const at = left.findIndex((other) => same(item, other, tolerance));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** Numbers to a relative and absolute tolerance, moments whatever stands between day and time, all else exactly. */
export function same(a: Json, b: Json, tolerance: number): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return a === b || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a));
  if (typeof a === 'string' && typeof b === 'string') return a === b || a.replace(' ', 'T') === b.replace(' ', 'T');
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => same(item, b[index] ?? null, tolerance));
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      isDeepStrictEqual(keys.sort(), Object.keys(b).sort()) &&
      keys.every((key) => same(a[key] ?? null, b[key] ?? null, tolerance))
    );
  }
  return a === b;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
