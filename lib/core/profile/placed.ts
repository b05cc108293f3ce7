import { canonicalJson } from '../canonical-json.ts';
import type { Profile, ShardRecord } from './profile.ts';

type Profiled = Extract<ShardRecord, { status: 'profiled' }>;

/**
 * The profiles with their samples where a person finds them: rows of a part counted from the file's beginning, and the file where
 * there are several. Records are in the order of files and parts.
 */
export function placed(records: Profiled[]): Profile[] {
  const several = new Set(records.map(({ file }) => file)).size > 1;
  const before = new Map<string, number>();
  return records.map(({ file, profile }) => {
    const first = before.get(file) ?? 0;
    before.set(file, first + profile.rows);
    const place = (row: number) => ({ row: row + first, ...(several ? { file } : {}) });
    const checks = profile.checks.map((counts) => ({
      ...counts,
      samples: counts.samples.map((sample) => ({ ...sample, ...place(sample.row) })),
    }));
    return { ...profile, checks };
  });
}

/**
 * The first part of a CSV that ends within a quoted field, as far as its quotes tell: an odd number of them before its end.
 * What was read of it and of the next one is wrong.
 */
export function cutWithinQuotes(records: Profiled[]): { code: string; sentence: string } | undefined {
  const odd = new Map<string, boolean>();
  for (const { file, part, profile } of records) {
    if (!part) continue;
    const open = (odd.get(file) ?? false) !== (profile.oddQuotes ?? false);
    odd.set(file, open);
    if (open && part.at + 1 < part.of)
      return {
        code: 'data-undividable',
        sentence: `${file}: a quoted field that holds a line end lies where part ${part.at + 1} of ${part.of} ends; bring it in smaller files or as Parquet`,
      };
  }
  return undefined;
}

/** The first file in which patterns of the contract find other columns than in those before it. */
export function foundDifferently([first, ...others]: Profiled[]): { code: string; sentence: string } | undefined {
  const found = ({ profile }: Profiled) => canonicalJson(profile.found ?? {});
  const other = others.find((record) => first && found(record) !== found(first));
  if (!first || !other) return undefined;
  const named = (record: Profiled) =>
    [...new Set(Object.values(record.profile.found ?? {}).flat())].join(', ') || 'none';
  return {
    code: 'data-columns-differ',
    sentence: `${other.file}: patterns of the contract find the columns ${named(other)}, and in ${first.file} ${named(first)}; files that are read together need the same columns`,
  };
}
