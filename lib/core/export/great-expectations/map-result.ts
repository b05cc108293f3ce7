import type { Check } from '../../checks/check.ts';
import type { CheckCounts, Json, Sample } from '../../profile/profile.ts';
import { mostCommon } from './most-common.ts';
import type { ResultFormat } from './result-format.ts';

type JsonObject = { [key: string]: Json };

/** Checks of presence look at every row, so that no row is missing to them. */
const skipsMissing = new Set(['required', 'absent']);

/** The result of an expectation about each row. Each format has the fields of the one before and its own. */
export function mapResult(check: Check, counts: CheckCounts, format: ResultFormat): JsonObject {
  const rows = unexpectedRows(check, counts.samples, format);
  const partial = rows.slice(0, format.partial_unexpected_count);
  const values = (some: Unexpected[]) => some.map(({ value }) => value);
  const shown = !format.exclude_unexpected_values;
  const result: JsonObject = {
    ...countsOf(check, counts),
    ...(shown ? { partial_unexpected_list: values(partial) } : {}),
    ...(format.unexpected_index_column_names.length > 0
      ? { unexpected_index_column_names: format.unexpected_index_column_names }
      : {}),
    ...(format.include_unexpected_rows ? { unexpected_rows: partial.map(({ record }) => record) } : {}),
  };
  if (format.result_format === 'BASIC') return result;
  if (shown && format.partial_unexpected_count > 0)
    result.partial_unexpected_counts = mostCommon(values(rows), format.partial_unexpected_count);
  result.partial_unexpected_index_list = partial.map(({ place }) => place);
  if (format.result_format === 'SUMMARY') return result;
  return {
    ...result,
    ...(shown ? { unexpected_list: values(rows) } : {}),
    unexpected_index_list: rows.map(({ place }) => place),
    ...(format.return_unexpected_index_query ? { unexpected_index_query: queryOf(counts.samples) } : {}),
  };
}

function countsOf(
  check: Check,
  { failing, total, missing = 0, considered = total - missing }: CheckCounts,
): JsonObject {
  const unexpected = failing ?? 0;
  const percent = (part: number, of: number) => (of > 0 ? (part / of) * 100 : null);
  if (skipsMissing.has(check.kind))
    return { element_count: total, unexpected_count: unexpected, unexpected_percent: percent(unexpected, total) };
  const ofThere = percent(unexpected, considered);
  return {
    element_count: total,
    unexpected_count: unexpected,
    unexpected_percent: ofThere,
    missing_count: total - considered,
    missing_percent: percent(total - considered, total),
    unexpected_percent_total: percent(unexpected, total),
    unexpected_percent_nonmissing: ofThere,
  };
}

interface Unexpected {
  /** One value, the two of a pair, or a record of several columns. */
  value: Json;
  /** Its row by name, or by its place in the data. */
  place: Json;
  record: JsonObject;
}

function unexpectedRows(check: Check, samples: Sample[], format: ResultFormat): Unexpected[] {
  const names = format.unexpected_index_column_names;
  return samples.map((sample) => {
    const values = sample.values ?? [sample.value];
    const record = Object.fromEntries(check.columns.map((column, index) => [column, values[index] ?? null]));
    const keys = Object.fromEntries(names.map((name, index) => [name, sample.keys?.[index] ?? null]));
    return {
      value: unexpectedValue(check, values, record),
      place: names.length > 0 ? { ...record, ...keys } : sample.row - 1,
      record,
    };
  });
}

function unexpectedValue(check: Check, values: Json[], record: JsonObject): Json {
  if (isOfPair(check)) return values;
  return isOfRecord(check) ? record : (values[0] ?? null);
}

function isOfPair({ kind }: Check): boolean {
  return kind.startsWith('pair-');
}

function isOfRecord({ kind, columns }: Check): boolean {
  return kind.startsWith('row-') || columns.length > 1;
}

/** How pandas finds these rows again. */
function queryOf(samples: Sample[]): string {
  return `df.filter(items=[${samples.map(({ row }) => row - 1).join(', ')}], axis=0)`;
}
