import * as z from 'zod';
import type { Comparison, Condition } from '../../../checks/condition.ts';
import { Unreadable } from '../scanner.ts';

const named = z.union([z.string().min(1), z.looseObject({ name: z.string().min(1) })]);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const signs = ['==', '!=', '<', '<=', '>', '>='] as const;

const leaf = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('comparison'),
    column: named,
    operator: z.enum([...signs, 'IN', 'NOT_IN', 'in', 'not in']),
    parameter: z.union([scalar, z.array(scalar)]),
  }),
  z.looseObject({ type: z.literal('nullity'), column: named, is_null: z.boolean() }),
  z.looseObject({ type: z.literal('pass_through'), pass_through_filter: z.string().min(1) }),
]);
const branch = z.looseObject({ type: z.enum(['and', 'or']), conditions: z.array(z.unknown()).min(1) });

/** As many as Great Expectations takes. */
const maxConditions = 100;

/**
 * A condition of Great Expectations 1.x as an object: comparisons, tests for null, and `and`, `or` of them.
 * @param parseText what a filter in words means.
 * @throws Unreadable
 */
export function parseTree(given: unknown, parseText: (text: string) => Condition): Condition {
  let left = maxConditions;
  const read = (node: unknown, depth: number): Condition => {
    left -= 1;
    if (left < 0 || depth > maxConditions) throw new Unreadable(`more than ${maxConditions} conditions`);
    const type = (node as { type?: unknown } | null)?.type;
    if (type !== 'and' && type !== 'or') return ofLeaf(parsed(leaf, node), parseText);
    const inner = parsed(branch, node).conditions.map((condition) => read(condition, depth + 1));
    return type === 'and' ? { all: inner } : { any: inner };
  };
  return read(given, 0);
}

function parsed<T>(schema: z.ZodType<T>, given: unknown): T {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Unreadable(`${issue?.path.join('.') || 'condition'}: ${issue?.message}`);
}

function ofLeaf(given: z.output<typeof leaf>, parseText: (text: string) => Condition): Condition {
  if (given.type === 'pass_through') return parseText(given.pass_through_filter);
  const column = typeof given.column === 'string' ? given.column : given.column.name;
  if (given.type === 'nullity') return { column, is: given.is_null ? 'null' : 'present' };
  const { operator, parameter } = given;
  const isSign = signs.some((sign) => sign === operator);
  if (isSign !== !Array.isArray(parameter))
    throw new Unreadable(`${operator} does not go with ${JSON.stringify(parameter)}`);
  if (!Array.isArray(parameter))
    return { column, operator: operator as Comparison, value: parameter, missing: 'pandas' };
  const sense = operator.toLowerCase() === 'in' ? 'in' : 'not in';
  return { column, operator: sense, values: parameter, missing: 'pandas' };
}
