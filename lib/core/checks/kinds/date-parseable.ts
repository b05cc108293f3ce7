import * as z from 'zod';
import { InputError } from '../../errors.ts';
import { defineCheck } from '../check.ts';
import { stringsOf } from '../column.ts';
import { tested } from '../javascript/sql.ts';
import { othersThan, otherTypesArg } from '../other-types.ts';

/** The text is a date or time in some usual way of writing one, as Python's dateutil reads them. */
export const dateParseable = defineCheck({
  kind: 'date-parseable',
  args: z.strictObject({ otherTypes: otherTypesArg }),
  fault: () => 'not a date',
  others: ({ otherTypes }, column) => othersThan('texts', column, otherTypes),
  failing: (_args, column) => {
    const strings = stringsOf(column);
    if (strings === undefined)
      throw new InputError(
        'other-type',
        `${column.name} holds ${column.logicalType} values; only text is parsed as a date`,
      );
    return `${column.present} AND NOT coalesce(${tested(strings, 'date-parseable')}, false)`;
  },
});
