import { RuntimeFault } from '../errors.ts';
import type { Json } from '../json.ts';
import type { Visit } from '../visit.ts';

interface Given {
  field: string;
  literal: number | undefined;
  path: string | undefined;
}

/** A Map's numeric field, given outright or as `…Path`; undefined when it is not given. */
export function integerField(visit: Visit, input: Json, given: Given): number | undefined {
  return numericField(visit, input, given, 'integer', Number.isInteger);
}

export function floatField(visit: Visit, input: Json, given: Given): number | undefined {
  return numericField(visit, input, given, 'float', Number.isFinite);
}

function numericField(
  visit: Visit,
  input: Json,
  { field, literal, path }: Given,
  kind: string,
  accepts: (value: unknown) => boolean,
): number | undefined {
  if (path === undefined) return literal;
  const value = visit.at(path, input);
  // Step Functions parses the text of the value, so "3" will do where 3 is meant.
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && accepts(number)) return number;
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  throw new RuntimeFault(`The ${field}Path field refers to value "${shown}" which is not a valid ${kind}: ${path}`);
}
