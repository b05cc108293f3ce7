import * as z from 'zod';
import { InputError } from '../../errors.ts';
import { defineCheck } from '../check.ts';
import { stringsOf } from '../column.ts';
import { compileSchema } from '../javascript/json-schema.ts';
import { tested } from '../javascript/sql.ts';

/** The text is JSON that satisfies a JSON Schema. */
export const jsonSchema = defineCheck({
  kind: 'json-schema',
  args: z.strictObject({
    schema: z.json().superRefine((schema, context) => {
      try {
        compileSchema(schema);
      } catch (thrown) {
        if (!(thrown instanceof InputError || thrown instanceof SyntaxError)) throw thrown;
        context.addIssue({ code: 'custom', message: thrown.message });
      }
    }),
  }),
  fault: () => 'not satisfying the schema',
  failing: ({ schema }, column) => {
    const texts = column.storage === 'nested' ? `CAST(to_json(${column.raw}) AS VARCHAR)` : stringsOf(column);
    if (texts === undefined) return column.present;
    return `${column.present} AND NOT coalesce(${tested(texts, 'json-schema', JSON.stringify(schema))}, false)`;
  },
});
