import * as z from 'zod';
import { InputError } from '../../errors.ts';
import { defineCheck } from '../check.ts';
import { isNumeric, numbersOf } from '../column.ts';
import { number } from '../sql.ts';
import { asNumber } from '../statistics/statistic.ts';

/** No number lies further from the mean than `threshold` standard deviations (of the sample), upwards or on both sides. */
export const zScore = defineCheck({
  kind: 'z-score',
  args: z.strictObject({ threshold: z.number(), doubleSided: z.boolean() }),
  fault: ({ threshold, doubleSided }) => `with a z-score ${doubleSided ? 'outside ±' : 'of at least '}${threshold}`,
  measure: ({ threshold, doubleSided }, [column]) => {
    const numbers = column && numbersOf(column);
    if (!column || numbers === undefined)
      throw new InputError('column-type', `${column?.name} holds ${column?.logicalType} values, which have no z-score`);
    return {
      by: 'after',
      columns: [column.name],
      items: {
        mean: `avg(${numbers})`,
        deviation: `stddev_samp(${numbers})`,
        others: `count_if(${column.present} AND ${numbers} IS NULL)`,
        numbers: `count(${numbers})`,
        min: `min(${numbers})`,
        max: `max(${numbers})`,
      },
      far: (row) => {
        const of = (key: string) => asNumber(row[key]);
        const valid = Number(row.numbers);
        const [mean, m2] = [of('mean'), m2Of(valid, of('deviation'))];
        return { threshold, doubleSided, valid, mean, m2, min: of('min'), max: of('max') };
      },
      next: ({ mean, deviation, others }, [scanned]) => {
        if (isNumeric(column) && Number(others) > 0)
          throw new InputError(
            'other-type',
            `${others} values of ${column.name} are no finite number, so that none has a z-score`,
          );
        const value = (scanned && numbersOf(scanned)) ?? 'NULL';
        const spread = typeof mean === 'number' && typeof deviation === 'number' && deviation > 0;
        const score = spread ? `(${value} - ${number(mean)}) / ${number(deviation)}` : 'NULL';
        return {
          by: 'predicate',
          columns: [column.name],
          failing: `${doubleSided ? `abs(${score})` : score} >= ${number(threshold)}`,
          considered: scanned?.present ?? 'true',
        };
      },
    };
  },
});

/** The sum of squared deviations; of one number there is no deviation of the sample. */
function m2Of(valid: number, deviation: number | null): number | null {
  if (valid === 1) return 0;
  return deviation === null ? null : deviation ** 2 * (valid - 1);
}
