import { acceptOf, column, flag, mostly, optional, real } from '../arguments.ts';
import { defineExpectation, type Expectation } from '../expectation.ts';

export const increasing = ordered('increasing');
export const decreasing = ordered('decreasing');

function ordered(kind: 'increasing' | 'decreasing'): Expectation {
  return defineExpectation({
    name: `expect_column_values_to_be_${kind}`,
    args: { ...column, ...mostly, strictly: optional(flag) },
    meaning: (given) => ({
      kind,
      columns: [given.column],
      args: { strictly: given.strictly ?? false },
      ...acceptOf(given),
    }),
  });
}

export const zScores = defineExpectation({
  name: 'expect_column_value_z_scores_to_be_less_than',
  args: { ...column, ...mostly, threshold: real, double_sided: optional(flag) },
  meaning: (given) => ({
    kind: 'z-score',
    columns: [given.column],
    args: { threshold: given.threshold, doubleSided: given.double_sided ?? false },
    ...acceptOf(given),
  }),
});
