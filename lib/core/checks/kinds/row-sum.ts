import * as z from 'zod';
import { InputError } from '../../errors.ts';
import { defineCheck, several } from '../check.ts';
import { numbersOf } from '../column.ts';
import { ignoreArg, kept } from '../ignore.ts';
import { anyOther, otherTypesArg } from '../other-types.ts';
import { number } from '../sql.ts';

/** The numbers of a row add up to a total, to a relative 1e-9. What a missing number adds up to is not known, and no total. */
export const rowSum = defineCheck({
  kind: 'row-sum',
  args: z.strictObject({ total: z.number(), ignore: ignoreArg('all-missing'), otherTypes: otherTypesArg }),
  takes: several,
  fault: ({ total }, { columns }) => `where ${columns.join(' + ')} is not ${total}`,
  considered: ({ ignore }, ...columns) => kept(ignore, columns),
  others: ({ otherTypes }, ...columns) => anyOther(columns, otherTypes),
  failing: ({ total, ignore }, ...columns) => {
    const numbers = columns.map((column) => {
      const side = numbersOf(column);
      if (side === undefined)
        throw new InputError('column-type', `${column.name} holds ${column.logicalType} values; only numbers add up`);
      return side;
    });
    const off = `abs(CAST(${numbers.join(' + ')} AS DOUBLE) - ${number(total)})`;
    return `${kept(ignore, columns)} AND coalesce(${off} > ${number(1e-9 * Math.max(1, Math.abs(total)))}, true)`;
  },
});
