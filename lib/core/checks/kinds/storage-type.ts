import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Column, Storage } from '../column.ts';
import { judgeKnown } from '../known.ts';
import type { Measure } from '../measure.ts';
import { list, text } from '../sql.ts';
import { nameOf, storagesOf } from '../storage-types.ts';

/** Types of JSON that a storage can stand for, value by value. */
const jsonTypes: Partial<Record<Storage, string[]>> = {
  integer: ['BIGINT', 'UBIGINT', 'HUGEINT'],
  float: ['DOUBLE'],
  string: ['VARCHAR'],
  boolean: ['BOOLEAN'],
  nested: ['ARRAY', 'OBJECT'],
};

/** A column is stored as one of these types, whatever world the words come from; each value is, where they are mixed. */
export const storageType = defineCheck({
  kind: 'storage-type',
  args: z.strictObject({ types: z.array(z.string()) }),
  fault: ({ types }) => `not stored as ${types.join(' or ')}`,
  measure: ({ types }, [column]) => {
    const storages = new Set(types.flatMap(storagesOf));
    if (column?.storage === 'mixed') return ofValues(column, storages);
    const storage = column ? storedAs(column) : 'string';
    const observed = nameOf(storage, types);
    return { by: 'known', failing: storages.has(storage) ? 0 : 1, observation: { observed } };
  },
  judge: ({ types }, counts) => {
    if (counts.observed === undefined) return undefined;
    const allowed = `stored as ${types.join(' or ')}`;
    const seen = `is stored as ${counts.observed}`;
    return judgeKnown(counts, { allowed, pass: seen, fail: `${seen}, allowed ${types.join(' or ')}` });
  },
});

/** A CSV stores nothing but text: what counts is what it is read as. */
function storedAs({ storage, logicalType }: Column): Storage {
  if (storage !== 'text') return storage;
  return logicalType === 'number' ? 'float' : logicalType;
}

function ofValues({ name, raw, present }: Column, storages: Set<Storage>): Measure {
  const types = [...storages].flatMap((storage) => jsonTypes[storage] ?? []);
  const member = types.length === 0 ? 'false' : `json_type(${raw}) IN ${list(types.map(text))}`;
  return { by: 'predicate', columns: [name], considered: present, failing: `${present} AND NOT ${member}` };
}
