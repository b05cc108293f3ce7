import * as z from 'zod';
import { defineCheck } from '../check.ts';
import type { Column } from '../column.ts';

/** A number is neither NaN nor infinite. */
export const finite = defineCheck({
  kind: 'finite',
  args: z.strictObject({}),
  fault: () => 'NaN or infinite',
  considered: (_args, column) => `${column.raw} IS NOT NULL`,
  failing: (_args, column) => {
    const number = numberSql(column);
    return number === undefined ? 'false' : `isnan(${number}) OR isinf(${number})`;
  },
});

/** SQL of the number as it stands, infinite or NaN; undefined for a column that holds neither. */
function numberSql({ storage, logicalType, raw }: Column): string | undefined {
  if (storage === 'float') return raw;
  return storage === 'text' && logicalType !== 'string' ? `TRY_CAST(${raw} AS DOUBLE)` : undefined;
}
