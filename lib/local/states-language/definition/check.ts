import { DefinitionError } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Table } from './tables.ts';

/** Fields that belong to JSONata alone: seeing one, the reader should hear of the language, not of a misspelling. */
const JSONATA_ONLY = new Set(['Arguments', 'Output', 'Items', 'Condition']);

/**
 * The value as an object whose every field is known and well-formed.
 * @throws DefinitionError naming the place, the field, and what is allowed
 */
export function checked(value: Json | undefined, table: Table, where: string): JsonObject {
  if (!isObject(value)) throw new DefinitionError(where, `must be an object, not ${JSON.stringify(value)}`);
  if (value.QueryLanguage === 'JSONata') throw jsonata(where, 'QueryLanguage is "JSONata"');
  for (const [field, content] of Object.entries(value)) {
    const check = Object.hasOwn(table, field) ? table[field] : undefined;
    if (check === undefined) throw unknown(field, table, where);
    const problem = check(content);
    if (problem !== undefined) throw new DefinitionError(where, `${field} ${problem}`);
  }
  return value;
}

function unknown(field: string, table: Table, where: string): DefinitionError {
  if (JSONATA_ONLY.has(field)) return jsonata(where, `${field} is a field of JSONata states`);
  return new DefinitionError(
    where,
    `unknown field ${JSON.stringify(field)}; known are ${Object.keys(table).join(', ')}`,
  );
}

function jsonata(where: string, what: string): DefinitionError {
  return new DefinitionError(where, `${what}, and only JSONPath can be run`, 'unsupported-query-language');
}

/** Of fields that exclude one another, at most one (or, with `needed`, exactly one) may be given. */
export function atMostOne(value: JsonObject, fields: string[], where: string, needed = false): void {
  const given = fields.filter((field) => Object.hasOwn(value, field));
  if (given.length > 1) throw new DefinitionError(where, `only one of ${given.join(' and ')} may be given`);
  if (needed && given.length === 0) throw new DefinitionError(where, `one of ${fields.join(', ')} must be given`);
}

export function needs(value: JsonObject, field: string, where: string): void {
  if (!Object.hasOwn(value, field)) throw new DefinitionError(where, `the field ${field} is missing`);
}
