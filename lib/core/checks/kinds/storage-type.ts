import * as z from 'zod';
import { defineCheck } from '../check.ts';
import type { Column } from '../column.ts';
import { judgeKnown } from '../known.ts';
import type { Measure } from '../measure.ts';
import { list, text } from '../sql.ts';
import { isPerValue, nameOf, type StoredType, storagesOf, storedAs, valueTypesOf } from '../storage-types.ts';

/** Types of JSON that a storage can stand for, value by value. */
const jsonTypes: Partial<Record<StoredType, string[]>> = {
  integer: ['BIGINT', 'UBIGINT', 'HUGEINT'],
  float: ['DOUBLE'],
  string: ['VARCHAR'],
  boolean: ['BOOLEAN'],
  nested: ['ARRAY', 'OBJECT'],
};

/** A column is stored as one of these types, whatever world the words come from; or each of its values, where they may differ. */
export const storageType = defineCheck({
  kind: 'storage-type',
  args: z.strictObject({ types: z.array(z.string()) }),
  fault: ({ types }) => `not stored as ${types.join(' or ')}`,
  measure: ({ types }, [column]) => {
    const stored = column ? storedAs(column) : 'string';
    if (column && isPerValue(stored, types)) return ofValues(column, valueTypesOf(types));
    const allowed = new Set(types.flatMap(storagesOf));
    const observed = nameOf(stored, types);
    return { by: 'known', failing: allowed.has(stored) ? 0 : 1, observation: { observed } };
  },
  judge: ({ types }, counts) => {
    if (counts.observed === undefined && !counts.ofColumns) return undefined;
    const allowed = `stored as ${types.join(' or ')}`;
    const seen = counts.observed === undefined ? 'is not stored alike in all files' : `is stored as ${counts.observed}`;
    return judgeKnown(counts, { allowed, pass: seen, fail: `${seen}, allowed ${types.join(' or ')}` });
  },
});

function ofValues(column: Column, allowed: Set<StoredType>): Measure {
  const { name, present } = column;
  const failing = `${present} AND NOT ${memberSql(column, allowed)}`;
  return { by: 'predicate', columns: [name], considered: present, failing };
}

function memberSql({ storage, raw }: Column, allowed: Set<StoredType>): string {
  if (storage !== 'mixed') return String(allowed.has('string'));
  const types = [...allowed].flatMap((stored) => jsonTypes[stored] ?? []);
  return types.length === 0 ? 'false' : `json_type(${raw}) IN ${list(types.map(text))}`;
}
