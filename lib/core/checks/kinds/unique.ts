import { z } from 'zod';
import { type Check, defineCheck } from '../check.ts';

/** No row repeats the key of an earlier row. Every further row with the same key counts as one failing row. */
export const unique = defineCheck({
  kind: 'unique',
  args: z.strictObject({ columns: z.array(z.string()).min(1).optional() }),
  fault: (args, check) => `with a repeated ${keyOf(args, check).join(', ')}`,
  measure: (args, check) => ({ by: 'duplicates', columns: keyOf(args, check) }),
});

function keyOf({ columns }: { columns?: string[] | undefined }, check: Check): string[] {
  return columns ?? check.columns;
}
