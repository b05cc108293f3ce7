import * as z from 'zod';
import { strategyOf } from '../../history/strategies/registry.ts';
import { type HistoryStrategy, historyStrategy } from '../../policy/history.ts';
import { aggregates, type Expression, mostEarlier } from './expression.ts';

const last = z.number().int().min(1).max(mostEarlier);
const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ number: z.number() }),
      z
        .strictObject({ of: z.enum(aggregates), last })
        .refine(({ of, last: count }) => of !== 'std' || count > 1, { error: 'of std, last must be at least 2' }),
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
  unusual: z
    .strictObject({
      strategy: historyStrategy,
      /** Fewest earlier figures from which on it is compared. */
      least: last.default(3),
      /** How many of them it looks at, the newest. */
      last: last.default(30),
    })
    // Fewer than it needs would never be compared.
    .refine((given) => given.last >= fewest(given), {
      error: ({ input }) =>
        `last must be at least ${fewest(input as Parameters<typeof fewest>[0])}, as so many are needed`,
    }),
});

function fewest({ strategy, least }: { strategy: HistoryStrategy; least: number }): number {
  return Math.max(least, strategyOf(strategy).needs(strategy));
}

/** What earlier data allows of a check's number: limits that are calculated from it, or what a strategy calls usual. */
export const pastSchema = z.union([limited, unusual], {
  error: 'takes `limits` (minimum, maximum, exclusiveMinimum, exclusiveMaximum) or `unusual` (strategy, least, last)',
});
export type Past = z.output<typeof pastSchema>;
