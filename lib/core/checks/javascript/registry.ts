import type { Json } from '../../profile/profile.ts';
import { dateParseable } from './date-parseable.ts';
import { compileSchema } from './json-schema.ts';
import { luhn } from './luhn.ts';

/** Name of the SQL function by which the engine runs these tests: `(text, test, argument) -> boolean`, null for null. */
export const javascriptTest = 'signalbox_javascript_test';

/** Tests of a text that SQL has no words for, made from their argument. */
export const javascriptTests = {
  'date-parseable': () => dateParseable,
  'json-schema': (argument: string) => {
    const validate = compileSchema(JSON.parse(argument));
    return (text: string) => {
      const value = parsed(text);
      return value !== undefined && validate(value);
    };
  },
  luhn: () => luhn,
} satisfies Record<string, (argument: string) => (text: string) => boolean>;

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
