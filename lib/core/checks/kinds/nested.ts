import * as z from 'zod';
import { logicalTypes } from '../../contract/property.ts';
import { defineCheck } from '../check.ts';
import type { Column } from '../column.ts';
import { oneOf, text } from '../sql.ts';

const types = [...logicalTypes, 'object', 'array'] as const;
const count = z.number().int().min(0).optional();

/** A value is an object or an array, as Parquet and JSON have them and a text may spell them; of an array, also what is in it. */
export const nested = defineCheck({
  kind: 'nested',
  args: z.strictObject({
    of: z.enum(['object', 'array']),
    /** What every item that is there is. */
    items: z.enum(types).optional(),
    minItems: count,
    maxItems: count,
    uniqueItems: z.boolean().optional(),
  }),
  fault: ({ of, items, minItems, maxItems, uniqueItems }) => {
    const less = [
      ...(items === undefined ? [] : [`of type ${items}`]),
      ...(minItems === undefined ? [] : [`at least ${minItems}`]),
      ...(maxItems === undefined ? [] : [`at most ${maxItems}`]),
      ...(uniqueItems ? ['all different'] : []),
    ];
    return `that are no ${of}${less.length > 0 ? ` of items ${less.join(', ')}` : ''}`;
  },
  failing: ({ of, items, minItems, maxItems, uniqueItems }, column) => {
    const value = jsonOf(column);
    const list = `from_json(${value}, '["JSON"]')`;
    const size = `json_array_length(${value})`;
    const holds = [
      `json_type(${value}) = ${text(of.toUpperCase())}`,
      ...(minItems === undefined ? [] : [`${size} >= ${minItems}`]),
      ...(maxItems === undefined ? [] : [`${size} <= ${maxItems}`]),
      ...(uniqueItems ? [`len(list_distinct(${list})) = ${size}`] : []),
      ...(items === undefined ? [] : [`len(list_filter(${list}, lambda x: NOT (${isOf(items)}))) = 0`]),
    ];
    // Of what is no array, nothing else is asked.
    const [shape, ...others] = holds;
    const all = others.reduceRight((then, next) => `CASE WHEN ${next} THEN ${then} ELSE false END`, 'true');
    return `${column.present} AND NOT coalesce(CASE WHEN ${shape} THEN ${all} ELSE false END, false)`;
  },
});

function jsonOf({ storage, raw, text: spelled }: Column): string {
  if (storage === 'mixed') return raw;
  if (storage === 'nested') return `to_json(${raw})`;
  return `CASE WHEN json_valid(${spelled}) THEN CAST(${spelled} AS JSON) END`;
}

const whole = ['BIGINT', 'UBIGINT', 'HUGEINT'];
const jsonTypes: Record<(typeof types)[number], string[]> = {
  array: ['ARRAY'],
  boolean: ['BOOLEAN'],
  date: ['VARCHAR'],
  integer: whole,
  number: [...whole, 'DOUBLE'],
  object: ['OBJECT'],
  string: ['VARCHAR'],
  time: ['VARCHAR'],
  timestamp: ['VARCHAR'],
};

/** Whether an item `x` is of a type, or not there. */
function isOf(type: (typeof types)[number]): string {
  const shaped = oneOf('json_type(x)', ['NULL', ...jsonTypes[type]].map(text));
  const moment = type === 'date' || type === 'time' || type === 'timestamp';
  return moment
    ? `${shaped} AND (json_type(x) = 'NULL' OR TRY_CAST(x->>'$' AS ${type.toUpperCase()}) IS NOT NULL)`
    : shaped;
}
