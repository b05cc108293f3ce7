import * as z from 'zod';
import { defineCheck, several } from '../check.ts';
import { columnNamed } from '../condition.ts';
import { ignoreArg } from '../ignore.ts';

/**
 * No row repeats the key of an earlier row. Each further row with the same key counts as failing, or, where both are to
 * blame, the first one too.
 */
export const unique = defineCheck({
  kind: 'unique',
  figure: true,
  args: z.strictObject({
    columns: z.array(z.string()).min(1).optional(),
    ignore: ignoreArg('any-missing'),
    count: z.enum(['further', 'all']).default('further'),
  }),
  takes: { ...several, least: 0 },
  fault: (args, check) => `with a repeated ${(args.columns ?? check.columns).join(', ')}`,
  measure: (args, columns, { all }) => ({
    by: 'duplicates',
    columns: (args.columns?.map((name) => columnNamed(name, all)) ?? columns).map(({ name }) => name),
    ignore: args.ignore,
    count: args.count,
  }),
});
