import { acceptOf, columnList, mostly, real } from '../arguments.ts';
import { defineExpectation, type Expectation } from '../expectation.ts';
import { ignored, multicolumnIgnore } from './presence.ts';

export const sumEqual = defineExpectation({
  name: 'expect_multicolumn_sum_to_equal',
  args: { ...columnList, ...mostly, ignore_row_if: multicolumnIgnore(), sum_total: real },
  meaning: (given) => ({
    kind: 'row-sum',
    columns: given.column_list,
    args: { total: given.sum_total, ignore: ignored[given.ignore_row_if], otherTypes: 'error' },
    ...acceptOf(given),
  }),
});

/** The old name says the same less clearly, and left Great Expectations for that. */
export const distinctInRecord = inRecord('expect_select_column_values_to_be_unique_within_record', 'row-distinct', [
  'expect_multicolumn_values_to_be_unique',
]);
export const equalInRecord = inRecord('expect_multicolumn_values_to_be_equal', 'row-equal');

function inRecord(name: string, kind: string, aliases: string[] = []): Expectation {
  return defineExpectation({
    name,
    aliases,
    args: { ...columnList, ...mostly, ignore_row_if: multicolumnIgnore() },
    meaning: (given) => ({
      kind,
      columns: given.column_list,
      args: { ignore: ignored[given.ignore_row_if] },
      ...acceptOf(given),
    }),
  });
}
