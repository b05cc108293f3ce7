import * as z from 'zod';
import { aggregates, type Expression, mostEarlier, reach } from './expression.ts';

const last = z.number().int().min(1).max(mostEarlier);
const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ number: z.number() }),
      z.strictObject({ of: z.enum(aggregates), last }),
      z
        .strictObject({ of: z.literal('index'), last, at: z.number().int().min(0) })
        .refine(({ at, last: count }) => at < count, { error: 'at must be below last' }),
      z.strictObject({ of: z.literal('abs'), value: expression }),
      z.strictObject({ sign: z.enum(['+', '-', '*', '/']), left: expression, right: expression }),
    ],
    { error: `is no number of earlier data; known: number, ${aggregates.join(', ')}, index, abs, + - * /` },
  ),
);
const end = expression.optional();

/** What earlier data allows of a check's number. */
export const pastSchema = z.strictObject({
  limits: z
    .strictObject({ minimum: end, maximum: end, exclusiveMinimum: end, exclusiveMaximum: end })
    .refine((limits) => Object.values(limits).some(Boolean), { error: 'needs a limit' }),
});
export type Past = z.output<typeof pastSchema>;

/** How many earlier figures the checks of a contract look at, at the most; 0 where none does. */
export function reachOf(checks: ReadonlyArray<{ past?: Past }>): number {
  return Math.max(0, ...checks.map(({ past }) => (past ? Math.max(...expressionsOf(past).map(reach)) : 0)));
}

export function expressionsOf({ limits }: Past): Expression[] {
  return Object.values(limits).filter((one): one is Expression => one !== undefined);
}
