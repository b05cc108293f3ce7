import { parseExpression } from '../expression.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { parsePath } from '../jsonpath/parse.ts';

/** Checks one field's value; returns what is wrong, in words that follow the field's name. */
export type Check = (value: Json) => string | undefined;

const must =
  (test: (value: Json) => boolean, wanted: string): Check =>
  (value) =>
    test(value) ? undefined : `must be ${wanted}, not ${JSON.stringify(value)}`;

const syntax = (parse: () => unknown): string | undefined => {
  try {
    parse();
    return undefined;
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
};

export const text = must((value) => typeof value === 'string', 'a string');
export const flag = must((value) => typeof value === 'boolean', 'true or false');
export const anything: Check = () => undefined;
export const object = must(isObject, 'an object');
export const list = must(Array.isArray, 'an array');
export const texts = must(
  (value) => Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string'),
  'an array of strings that is not empty',
);

export const integer = (least: number, most = Number.MAX_SAFE_INTEGER): Check =>
  must(
    (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
    most === Number.MAX_SAFE_INTEGER ? `an integer of at least ${least}` : `an integer from ${least} to ${most}`,
  );

export const number = (least: number, most = Number.MAX_VALUE): Check =>
  must(
    (value) => typeof value === 'number' && value >= least && value <= most,
    most === Number.MAX_VALUE ? `a number of at least ${least}` : `a number from ${least} to ${most}`,
  );

export const oneOf = (...allowed: string[]): Check =>
  must((value) => typeof value === 'string' && allowed.includes(value), `one of ${allowed.join(', ')}`);

/** `$.a`, `$$.Execution.Id` or `$variable`. */
export const path: Check = (value) => text(value) ?? syntax(() => parsePath(String(value)));

export const pathOrNull: Check = (value) => (value === null ? undefined : path(value));

/** A path, or an intrinsic function, as Fail's ErrorPath and CausePath allow. */
export const expression: Check = (value) => text(value) ?? syntax(() => parseExpression(String(value)));

/** Where a result is put: names and indexes below `$`, or null. */
export const referencePath: Check = (value) => {
  if (value === null) return undefined;
  const problem = path(value);
  if (problem !== undefined) return problem;
  const { definite, root, segments } = parsePath(String(value));
  const plain = definite && root === '$' && segments.every(({ kind }) => kind === 'child' || kind === 'index');
  return plain ? undefined : `must be a reference path (names and indexes below $), not ${JSON.stringify(value)}`;
};

/** A payload template: each field ending in `.$` holds a path or an intrinsic function. */
export const template: Check = (value) => object(value) ?? templateProblem(value);

function templateProblem(value: Json): string | undefined {
  if (Array.isArray(value)) return first(value, templateProblem);
  if (!isObject(value)) return undefined;
  return first(Object.entries(value), ([key, item]) => fieldProblem(value, key, item));
}

function fieldProblem(owner: JsonObject, key: string, item: Json): string | undefined {
  if (!key.endsWith('.$')) return templateProblem(item);
  if (Object.hasOwn(owner, key.slice(0, -2)))
    return `has both ${JSON.stringify(key.slice(0, -2))} and ${JSON.stringify(key)}`;
  const problem = expression(item);
  return problem === undefined ? undefined : `has a field ${JSON.stringify(key)} that ${problem}`;
}

function first<T>(items: T[], problem: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = problem(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
