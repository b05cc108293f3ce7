import { mostlyOf } from '../accepted.ts';
import type { Words } from '../words.ts';

const ofPair: Record<string, string> = {
  'all-missing': 'both_values_are_missing',
  'any-missing': 'either_value_is_missing',
  never: 'neither',
};
const ofSeveral: Record<string, string> = {
  'all-missing': 'all_values_are_missing',
  'any-missing': 'any_value_is_missing',
  never: 'never',
};

function aboutPairs(type: string, kwargs: (args: Record<string, unknown>) => object): Words {
  return (check, args) => {
    const [column_A, column_B] = check.columns;
    const mostly = mostlyOf(check);
    const ignore_row_if = ofPair[String(args.ignore ?? 'all-missing')];
    return mostly && [type, { column_A, column_B, ...kwargs(args), ignore_row_if, ...mostly }];
  };
}

function aboutRecords(type: string, kwargs: (args: Record<string, unknown>) => object): Words {
  return (check, args) => {
    const mostly = mostlyOf(check);
    const ignore_row_if = ofSeveral[String(args.ignore ?? 'all-missing')];
    return mostly && [type, { column_list: check.columns, ...kwargs(args), ignore_row_if, ...mostly }];
  };
}

/** Expectations about several values of a row. */
export const records: Record<string, Words> = {
  'pair-equal': aboutPairs('expect_column_pair_values_to_be_equal', () => ({})),
  'pair-greater': aboutPairs('expect_column_pair_values_a_to_be_greater_than_b', (args) =>
    args.orEqual ? { or_equal: true } : {},
  ),
  'pair-allowed': aboutPairs('expect_column_pair_values_to_be_in_set', (args) => ({ value_pairs_set: args.pairs })),
  'row-sum': aboutRecords('expect_multicolumn_sum_to_equal', (args) => ({ sum_total: args.total })),
  'row-distinct': aboutRecords('expect_select_column_values_to_be_unique_within_record', () => ({})),
  'row-equal': aboutRecords('expect_multicolumn_values_to_be_equal', () => ({})),
  unique: (check, args) => {
    const columns = (args.columns as string[] | undefined) ?? check.columns;
    const mostly = mostlyOf(check);
    if (!mostly || columns.length === 0) return undefined;
    if (columns.length === 1) return ['expect_column_values_to_be_unique', { column: columns[0], ...mostly }];
    const ignore_row_if = ofSeveral[String(args.ignore ?? 'any-missing')];
    return ['expect_compound_columns_to_be_unique', { column_list: columns, ignore_row_if, ...mostly }];
  },
};
