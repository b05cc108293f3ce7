import * as z from 'zod';
import { defineCheck } from '../check.ts';
import { number } from '../sql.ts';

/** A number is a multiple of another, to a relative 1e-9: 0.3 is a multiple of 0.1 for people, though not for binary fractions. */
export const multipleOf = defineCheck({
  kind: 'multiple-of',
  args: z.strictObject({ divisor: z.number().positive() }),
  fault: ({ divisor }) => `not a multiple of ${divisor}`,
  failing: ({ divisor }, { value }) => {
    const quotient = `(${value} / ${number(divisor)})`;
    return `abs(${quotient} - round(${quotient})) > 1e-9 * greatest(1, abs(${quotient}))`;
  },
});
