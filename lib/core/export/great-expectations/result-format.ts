import type { Check } from '../../checks/check.ts';

export const resultFormats = ['BOOLEAN_ONLY', 'BASIC', 'SUMMARY', 'COMPLETE'] as const;
export type ResultFormatName = (typeof resultFormats)[number];

/** How much of a result is told. */
export interface ResultFormat {
  result_format: ResultFormatName;
  /** Unexpected values that are listed in part. */
  partial_unexpected_count: number;
  /** Columns that name a row; none: its 0-based place in the data. */
  unexpected_index_column_names: string[];
  include_unexpected_rows: boolean;
  return_unexpected_index_query: boolean;
  exclude_unexpected_values: boolean;
}

const defaults: ResultFormat = {
  result_format: 'SUMMARY',
  partial_unexpected_count: 20,
  unexpected_index_column_names: [],
  include_unexpected_rows: false,
  return_unexpected_index_query: true,
  exclude_unexpected_values: false,
};

/** The format of one expectation: what it says itself goes before what the caller asks for. */
export function resultFormatOf(check: Check, asked: Partial<ResultFormat> = {}): ResultFormat {
  return { ...defaults, ...asked, ...parsed(check.origin?.args.result_format) };
}

function parsed(given: unknown): Partial<ResultFormat> {
  if (typeof given === 'string') return isFormat(given) ? { result_format: given } : {};
  if (typeof given !== 'object' || given === null) return {};
  const said = given as Partial<Record<keyof ResultFormat, unknown>>;
  const known = Object.entries(said).filter(([key, value]) => {
    if (key === 'result_format') return isFormat(value);
    if (key === 'unexpected_index_column_names') return isNames(value);
    return key in defaults && typeof value === typeof defaults[key as keyof ResultFormat];
  });
  return Object.fromEntries(known);
}

function isFormat(given: unknown): given is ResultFormatName {
  return resultFormats.some((name) => name === given);
}

function isNames(given: unknown): given is string[] {
  return Array.isArray(given) && given.every((name) => typeof name === 'string');
}

/** How many failing rows of each check must be measured so that nothing is missing in the results. */
export function samplesFor(checks: Check[], asked?: Partial<ResultFormat>): number | 'all' {
  const formats = checks.map((check) => resultFormatOf(check, asked));
  if (formats.some(({ result_format }) => result_format === 'COMPLETE')) return 'all';
  return Math.max(0, ...formats.map(({ partial_unexpected_count }) => partial_unexpected_count));
}

/** Columns that name rows in any of the results. */
export function rowKeysFor(checks: Check[], asked?: Partial<ResultFormat>): string[] {
  const names = checks.flatMap((check) => resultFormatOf(check, asked).unexpected_index_column_names);
  return [...new Set(names)];
}
