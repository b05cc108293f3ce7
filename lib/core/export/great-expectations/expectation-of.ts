import type { Check } from '../../checks/check.ts';
import { readExpectation } from '../../contract/great-expectations/read-expectation.ts';
import { entrySchema } from '../../contract/great-expectations/suite-schema.ts';
import { isAll, sameMeaning } from '../same-meaning.ts';

/** One entry of a suite of 1.x. */
export interface SuiteEntry {
  type: string;
  kwargs: Record<string, unknown>;
  severity?: 'warning' | 'info';
  [told: string]: unknown;
}

type Named = { type: string; kwargs: Record<string, unknown> };

/**
 * The expectation that a check is: the one that it was, or the one that reads as the same check again; undefined where
 * there is none.
 */
export function expectationOf(check: Check): SuiteEntry | undefined {
  const { origin, severity } = check;
  const told = severity === 'error' ? {} : { severity };
  if (origin?.format === 'great-expectations')
    return { type: origin.name, kwargs: origin.args, ...told, ...(origin.meta as object | undefined) };
  const named = Object.hasOwn(expectations, check.kind)
    ? expectations[check.kind]?.((check.args ?? {}) as Record<string, unknown>, check)
    : undefined;
  if (!named || check.where || check.missing || check.anyOf !== undefined) return undefined;
  const entry = { type: named.type, kwargs: { ...named.kwargs, ...mostlyOf(check) }, ...told };
  return readsAs(entry, check) ? entry : undefined;
}

function readsAs(entry: SuiteEntry, check: Check): boolean {
  const source = { file: check.source.file, code: 'contract-invalid', value: entry, lineOf: () => check.source.line };
  return sameMeaning(readExpectation(entrySchema.parse(entry), source, [], { allowUnsupported: true }), check);
}

function mostlyOf({ accept }: Check): { mostly?: number } {
  return 'mostly' in accept && !isAll(accept) ? { mostly: accept.mostly } : {};
}

const column = ({ columns }: Check) => ({ column: columns[0] });
const limitsOf = (args: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries({
      min_value: args.minimum ?? args.exclusiveMinimum,
      max_value: args.maximum ?? args.exclusiveMaximum,
      strict_min: args.exclusiveMinimum === undefined ? undefined : true,
      strict_max: args.exclusiveMaximum === undefined ? undefined : true,
    }).filter(([, value]) => value !== undefined),
  );
const ofColumn =
  (type: string, kwargs: (args: Record<string, unknown>) => object = () => ({})) =>
  (args: Record<string, unknown>, check: Check): Named => ({ type, kwargs: { ...column(check), ...kwargs(args) } });
const ofTable =
  (type: string, kwargs: (args: Record<string, unknown>) => Record<string, unknown>) =>
  (args: Record<string, unknown>): Named => ({ type, kwargs: kwargs(args) });

/** Names of statistics there. */
const statistics: Record<string, string> = {
  distinct: 'expect_column_unique_value_count_to_be_between',
  'distinct-share': 'expect_column_proportion_of_unique_values_to_be_between',
  max: 'expect_column_max_to_be_between',
  mean: 'expect_column_mean_to_be_between',
  median: 'expect_column_median_to_be_between',
  min: 'expect_column_min_to_be_between',
  'present-share': 'expect_column_proportion_of_non_null_values_to_be_between',
  stddev: 'expect_column_stdev_to_be_between',
  sum: 'expect_column_sum_to_be_between',
};

/** Which expectation may say what a kind of check says; each answer is read again before it is used. */
const expectations: Record<string, (args: Record<string, unknown>, check: Check) => Named | undefined> = {
  absent: ofColumn('expect_column_values_to_be_null'),
  'allowed-values': ofColumn('expect_column_values_to_be_in_set', ({ values }) => ({ value_set: values })),
  'column-count': ofTable('expect_table_column_count_to_be_between', limitsOf),
  'column-exists': ofColumn('expect_column_to_exist', ({ index }) =>
    index === undefined ? {} : { column_index: index },
  ),
  'columns-ordered': ofTable('expect_table_columns_to_match_ordered_list', ({ columns }) => ({ column_list: columns })),
  'columns-set': ofTable('expect_table_columns_to_match_set', ({ columns, exact }) => ({
    column_set: columns,
    exact_match: exact,
  })),
  'date-format': ofColumn('expect_column_values_to_match_strftime_format', ({ format }) => ({
    strftime_format: format,
  })),
  'forbidden-values': ofColumn('expect_column_values_to_not_be_in_set', ({ values }) => ({ value_set: values })),
  json: ofColumn('expect_column_values_to_be_json_parseable'),
  length: ofColumn('expect_column_value_lengths_to_be_between', ({ minLength, maxLength }) => ({
    ...(minLength === undefined ? {} : { min_value: minLength }),
    ...(maxLength === undefined ? {} : { max_value: maxLength }),
  })),
  pattern: ({ pattern, negate, dialect }, check) => ({
    type: `expect_column_values_to_${negate ? 'not_' : ''}match_${dialect === 'like' ? 'like_pattern' : 'regex'}`,
    kwargs: { ...column(check), [dialect === 'like' ? 'like_pattern' : 'regex']: pattern },
  }),
  range: ofColumn('expect_column_values_to_be_between', limitsOf),
  required: ofColumn('expect_column_values_to_not_be_null'),
  'row-count': (_args, { accept }) => rowCountOf(accept),
  'sql-rows': ofTable('unexpected_rows_expectation', ({ query }) => ({ unexpected_rows_query: query })),
  statistic: (args, check) => {
    const type = statistics[String(args.of)];
    return type === undefined ? undefined : { type, kwargs: { ...column(check), ...limitsOf(args) } };
  },
  unique: (args, check) =>
    check.columns.length === 1
      ? { type: 'expect_column_values_to_be_unique', kwargs: column(check) }
      : {
          type: 'expect_compound_columns_to_be_unique',
          kwargs: { column_list: check.columns, ignore_row_if: ignoredOf(args) },
        },
};

function ignoredOf({ ignore }: Record<string, unknown>): string {
  if (ignore === 'never') return 'never';
  return ignore === 'all-missing' ? 'all_values_are_missing' : 'any_value_is_missing';
}

function rowCountOf(accept: Check['accept']): Named | undefined {
  if ('mostly' in accept || accept.unit === 'percent') return undefined;
  const { operator, value } = accept;
  if (operator === 'mustBe') return { type: 'expect_table_row_count_to_equal', kwargs: { value } };
  const between = (kwargs: Record<string, unknown>) => ({ type: 'expect_table_row_count_to_be_between', kwargs });
  if (Array.isArray(value)) return between({ min_value: value[0], max_value: value[1] });
  return operator === 'mustBeGreaterOrEqualTo' ? between({ min_value: value }) : undefined;
}
