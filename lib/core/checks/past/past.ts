import * as z from 'zod';
import { historyStrategy } from '../../policy/history.ts';
import { aggregates, type Expression, mostEarlier } from './expression.ts';

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

const limited = z.strictObject({
  limits: z
    .strictObject({ minimum: end, maximum: end, exclusiveMinimum: end, exclusiveMaximum: end })
    .refine((limits) => Object.values(limits).some(Boolean), { error: 'needs a limit' }),
});

const unusual = z.strictObject({
  unusual: z.strictObject({
    strategy: historyStrategy,
    /** Fewest earlier figures from which on it is compared. */
    least: last.default(3),
    /** How many of them it looks at, the newest. */
    last: last.default(30),
  }),
});

/** What earlier data allows of a check's number: limits that are calculated from it, or what a strategy calls usual. */
export const pastSchema = z.union([limited, unusual], {
  error: 'takes `limits` (minimum, maximum, exclusiveMinimum, exclusiveMaximum) or `unusual` (strategy, least, last)',
});
export type Past = z.output<typeof pastSchema>;
