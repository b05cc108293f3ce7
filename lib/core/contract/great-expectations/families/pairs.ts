import * as z from 'zod';
import { acceptOf, columnPair, flag, mostly, oneOf, optional, scalar } from '../arguments.ts';
import { defineExpectation } from '../expectation.ts';

/** `never` is what releases before 0.13 called `neither`. */
const ignoreRowIf = {
  ignore_row_if: oneOf('both_values_are_missing', 'either_value_is_missing', 'neither', 'never').default(
    'both_values_are_missing',
  ),
};
const ignored = {
  both_values_are_missing: 'all-missing',
  either_value_is_missing: 'any-missing',
  neither: 'never',
  never: 'never',
} as const;

interface Given {
  column_A: string;
  column_B: string;
  mostly?: number | undefined;
  ignore_row_if: keyof typeof ignored;
}

function pair(kind: string, given: Given, args: object = {}) {
  return {
    kind,
    columns: [given.column_A, given.column_B],
    args: { ...args, ignore: ignored[given.ignore_row_if] },
    ...acceptOf(given),
  };
}

export const pairEqual = defineExpectation({
  name: 'expect_column_pair_values_to_be_equal',
  args: { ...columnPair, ...mostly, ...ignoreRowIf },
  meaning: (given) => pair('pair-equal', given),
});

export const pairGreater = defineExpectation({
  name: 'expect_column_pair_values_a_to_be_greater_than_b',
  aliases: ['expect_column_pair_values_A_to_be_greater_than_B'],
  args: { ...columnPair, ...mostly, ...ignoreRowIf, or_equal: optional(flag) },
  meaning: (given) => pair('pair-greater', given, { orEqual: given.or_equal ?? false, otherTypes: 'error' }),
});

export const pairInSet = defineExpectation({
  name: 'expect_column_pair_values_to_be_in_set',
  args: {
    ...columnPair,
    ...mostly,
    ...ignoreRowIf,
    value_pairs_set: z.array(z.array(scalar).length(2, 'value is not a pair'), 'value is not a valid list'),
  },
  meaning: (given) => pair('pair-allowed', given, { pairs: given.value_pairs_set }),
});
