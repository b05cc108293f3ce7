import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { isOfType, semanticTypes } from '../semantic-types.ts';

/** The text is of a kind that people have a word for: an e-mail address, a number of a credit card. */
export const semantic = defineCheck({
  kind: 'semantic',
  args: z.strictObject({ type: z.enum(semanticTypes) }),
  fault: ({ type }) => `not of type ${type}`,
  failing: ({ type }, column) => `${column.present} AND NOT coalesce(${isOfType(column, type)}, false)`,
});
