import type { Check } from '../../checks/check.ts';
import { type Limits, within } from '../../checks/limits.ts';
import { bind } from '../../checks/registry.ts';
import type { CheckCounts, Json } from '../../profile/profile.ts';

type JsonObject = { [key: string]: Json };

/** The result of an expectation about the whole column or table, in every format but the shortest. */
export function wholeResult(check: Check, counts: CheckCounts): JsonObject {
  const shape = Object.hasOwn(shapes, check.kind) ? shapes[check.kind] : undefined;
  return shape ? shape(check, counts) : observedResult(counts);
}

/** Whether an expectation is about the whole, whatever can be said of its value. */
export function isWhole({ kind }: Check): boolean {
  return Object.hasOwn(shapes, kind);
}

/** Rows beside the observed value are what older releases told too. */
function observedResult({ observed = null, details, total, missing }: CheckCounts): JsonObject {
  return {
    observed_value: observed,
    ...(missing === undefined
      ? {}
      : {
          element_count: total,
          missing_count: missing,
          missing_percent: total > 0 ? (missing / total) * 100 : null,
        }),
    ...(details === undefined ? {} : { details }),
  };
}

const shapes: Record<string, (check: Check, counts: CheckCounts) => JsonObject> = {
  'column-exists': () => ({}),
  'row-count': (check, { total }) => {
    const other = check.origin?.args.other_table_name;
    if (other === undefined || !('value' in check.accept)) return { observed_value: total };
    return { observed_value: { self: total, other: check.accept.value as Json } };
  },
  'row-count-match': (_check, { total, ratio }) => ({ observed_value: { self: total, other: ratio?.to.sum ?? null } }),
  'sql-match': (_check, { ratio, details }) => {
    const [same, rows] = [ratio?.of.sum ?? 0, ratio?.to.sum ?? 0];
    const { missing_rows = [], unexpected_rows = [] } = (details ?? {}) as JsonObject;
    return {
      unexpected_count: rows - same,
      unexpected_percent: rows === 0 ? 0 : (1 - same / rows) * 100,
      details: { missing_rows, unexpected_rows },
    };
  },
  'columns-set': (_check, { observed = null, details }) => {
    const { missing, unexpected } = listsOf(details);
    const mismatched = {
      ...(unexpected.length > 0 ? { unexpected } : {}),
      ...(missing.length > 0 ? { missing } : {}),
    };
    return { observed_value: observed, details: { mismatched } };
  },
  'columns-ordered': (check, { observed = null }) => {
    const found = Array.isArray(observed) ? observed : [];
    const { columns } = check.args as { columns?: string[] | null };
    const places = Array.from({ length: Math.max(found.length, columns?.length ?? 0) }, (_, index) => index);
    const mismatched = places
      .filter((index) => found[index] !== columns?.[index])
      .map((index) => ({
        'Expected Column Position': index,
        Expected: columns?.[index] ?? null,
        Found: found[index] ?? null,
      }));
    const told: JsonObject = { observed_value: observed };
    return columns && mismatched.length > 0 ? { ...told, details: { mismatched } } : told;
  },
  'distinct-values': (_check, { observed = null, details }) => {
    const { value_counts } = (details ?? {}) as JsonObject;
    return { observed_value: observed, ...(value_counts === undefined ? {} : { details: { value_counts } }) };
  },
  'most-common': (_check, { observed = null }) => ({ observed_value: observed }),
  quantiles: (check, counts) => {
    const { ranges = [] } = check.args as { ranges?: Limits[] };
    const { values } = (counts.observed ?? {}) as { values?: Json[] };
    const lies = (at: Json | undefined, { minimum, maximum }: Limits) =>
      (typeof at === 'number' || typeof at === 'string') && within({ minimum, maximum }, at) === true;
    const told = observedResult(counts);
    return values
      ? { ...told, details: { success_details: ranges.map((one, index) => lies(values[index], one)) } }
      : told;
  },
  /** What was measured of the finite numbers alone is not what was asked for where there are others. */
  statistic: (check, counts) => {
    const unknown = (counts.parts?.others ?? 0) > 0 && bind(check).judge?.(counts)?.observed === null;
    return observedResult(unknown ? { ...counts, observed: null } : counts);
  },
  'sql-rows': (_check, { failing, samples }) => ({
    observed_value: `${failing ?? 0} unexpected row${failing === 1 ? '' : 's'}`,
    details: { unexpected_rows: samples.map(({ values, value }) => values?.[0] ?? value) },
  }),
};

function listsOf(details: Json | undefined): { missing: Json[]; unexpected: Json[] } {
  const { missing, unexpected } = (details ?? {}) as { missing?: Json; unexpected?: Json };
  return {
    missing: Array.isArray(missing) ? missing : [],
    unexpected: Array.isArray(unexpected) ? unexpected : [],
  };
}
