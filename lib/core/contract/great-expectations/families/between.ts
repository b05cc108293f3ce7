import { acceptOf, bothNone, column, crossed, limits, limitsOf, mostly, notWhole, real } from '../arguments.ts';
import { defineExpectation } from '../expectation.ts';

export const valuesBetween = defineExpectation({
  name: 'expect_column_values_to_be_between',
  args: { ...column, ...mostly, ...limits },
  faults: (given) => [bothNone(given), crossed(given) && 'ValueError: min_value cannot be greater than max_value'],
  meaning: (given) => ({
    kind: 'range',
    columns: [given.column],
    args: { ...limitsOf(given), otherTypes: 'error' },
    ...acceptOf(given),
  }),
});

/** A longest length below the shortest is legal, and nothing satisfies it. */
export const lengthsBetween = defineExpectation({
  name: 'expect_column_value_lengths_to_be_between',
  args: { ...column, ...mostly, ...limits },
  faults: (given) => [bothNone(given), notWhole(given)],
  meaning: (given) => {
    const shortest = Number(given.min_value) + (given.strict_min ? 1 : 0);
    const longest = Number(given.max_value) - (given.strict_max ? 1 : 0);
    return lengths(given, {
      ...(given.min_value === undefined ? {} : { minLength: shortest }),
      ...(given.max_value === undefined ? {} : { maxLength: longest }),
    });
  },
});

export const lengthsEqual = defineExpectation({
  name: 'expect_column_value_lengths_to_equal',
  args: { ...column, ...mostly, value: real.refine(Number.isInteger, 'value is not a valid integer') },
  meaning: (given) => lengths(given, { minLength: given.value, maxLength: given.value }),
});

function lengths(given: { column: string; mostly?: number | undefined }, ends: object) {
  return { kind: 'length', columns: [given.column], args: { ...ends, otherTypes: 'error' }, ...acceptOf(given) };
}
