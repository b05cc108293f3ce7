import type { Check } from '../../../checks/check.ts';
import { mostlyOf, valuesOf } from '../accepted.ts';
import type { Words } from '../words.ts';

/** An expectation about each value of one column. */
function aboutValues(type: string, kwargs: (args: Record<string, unknown>, check: Check) => object | undefined): Words {
  return (check, args) => {
    const [own, mostly] = [kwargs(args, check), mostlyOf(check)];
    return own && mostly ? [type, { column: check.columns[0], ...own, ...mostly }] : undefined;
  };
}

export const values: Record<string, Words> = {
  required: aboutValues('expect_column_values_to_not_be_null', () => ({})),
  absent: aboutValues('expect_column_values_to_be_null', () => ({})),
  range: aboutValues('expect_column_values_to_be_between', valuesOf),
  length: aboutValues('expect_column_value_lengths_to_be_between', ({ minLength, maxLength }) => ({
    ...(minLength === undefined ? {} : { min_value: minLength }),
    ...(maxLength === undefined ? {} : { max_value: maxLength }),
  })),
  'allowed-values': aboutValues('expect_column_values_to_be_in_set', (args) => ({ value_set: args.values })),
  'forbidden-values': aboutValues('expect_column_values_to_not_be_in_set', (args) => ({ value_set: args.values })),
  'storage-type': aboutValues('expect_column_values_to_be_in_type_list', (args) => ({ type_list: args.types })),
  'date-format': aboutValues('expect_column_values_to_match_strftime_format', (args) => ({
    strftime_format: args.format,
  })),
  'date-parseable': aboutValues('expect_column_values_to_be_dateutil_parseable', () => ({})),
  json: aboutValues('expect_column_values_to_be_json_parseable', () => ({})),
  'json-schema': aboutValues('expect_column_values_to_match_json_schema', (args) => ({ json_schema: args.schema })),
  increasing: aboutValues('expect_column_values_to_be_increasing', strictly),
  decreasing: aboutValues('expect_column_values_to_be_decreasing', strictly),
  'z-score': aboutValues('expect_column_value_z_scores_to_be_less_than', ({ threshold, doubleSided }) => ({
    threshold,
    double_sided: doubleSided ?? false,
  })),
  pattern: (check, args) => {
    const [key, text] = spell(args, String(args.pattern));
    const mostly = mostlyOf(check);
    const type = `expect_column_values_to_${args.negate ? 'not_' : ''}match_${key}`;
    return mostly && [type, { column: check.columns[0], [key]: text, ...mostly }];
  },
  patterns: (check, args) => {
    const spelled = (args.patterns as string[]).map((pattern) => spell(args, pattern));
    const mostly = mostlyOf(check);
    const [key] = spelled[0] ?? [];
    if (!mostly || key === undefined) return undefined;
    const type = `expect_column_values_to_${args.negate ? 'not_' : ''}match_${key}_list`;
    const list = { [`${key}_list`]: spelled.map(([, text]) => text) };
    return [type, { column: check.columns[0], ...list, ...(args.negate ? {} : { match_on: args.match }), ...mostly }];
  },
};

function strictly(args: Record<string, unknown>): object {
  return args.strictly ? { strictly: true } : {};
}

function spell(args: Record<string, unknown>, pattern: string): [key: 'regex' | 'like_pattern', text: string] {
  return [args.dialect === 'like' ? 'like_pattern' : 'regex', pattern];
}
