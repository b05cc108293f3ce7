import * as z from 'zod';
import { InputError } from '../../errors.ts';
import { defineCheck } from '../check.ts';
import { stringsOf } from '../column.ts';
import { othersThan, otherTypesArg } from '../other-types.ts';
import { text } from '../sql.ts';
import { shapeOf } from '../strptime.ts';

/** Directives that Python and the engine read alike. */
const directives = 'aAbBdmyYHIpMSfjUWzZ%GuVw-';

/** The text is a moment in a format of strptime, and nothing more. */
export const dateFormat = defineCheck({
  kind: 'date-format',
  args: z.strictObject({
    format: z
      .string()
      .min(1)
      .max(200)
      .superRefine((format, context) => {
        const unknown = [...format.matchAll(/%(.?)/gsu)].find(
          ([, letter = '']) => !letter || !directives.includes(letter),
        );
        if (unknown)
          context.addIssue({
            code: 'custom',
            message: `${format} has ${unknown[0]}; known: %${[...directives].join(' %')}`,
          });
        else if (!format.includes('%'))
          context.addIssue({ code: 'custom', message: `${format} has no directive such as %Y` });
      }),
    otherTypes: otherTypesArg,
  }),
  others: ({ otherTypes }, column) => othersThan('texts', column, otherTypes),
  fault: ({ format }) => `not a date like ${format}`,
  failing: ({ format }, column) => {
    const strings = stringsOf(column);
    if (strings === undefined)
      throw new InputError(
        'column-type',
        `${column.name} holds ${column.logicalType} values; only text can be like ${format}`,
      );
    const shaped = `regexp_full_match(${strings}, ${text(shapeOf(format))}, 'is')`;
    return `${column.present} AND NOT coalesce(${shaped} AND try_strptime(${strings}, ${text(format)}) IS NOT NULL, false)`;
  },
});
