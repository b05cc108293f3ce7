import { aboutAnyColumn } from '../checks/any-column.ts';
import type { Check } from '../checks/check.ts';
import { columnsOfCondition } from '../checks/condition.ts';
import type { DataContract } from '../contract/contract.ts';
import type { LogicalType } from '../contract/property.ts';
import type { CheckCounts, ColumnProfile, Profile } from './profile.ts';

/** Checks to which it does not matter what the values are. */
const ofAnyType = new Set(['required', 'absent', 'row-count', 'column-exists', 'column-count', 'columns-set']);

/**
 * Profiles of parts that were typed each on its own, where the contract does not say a column's type. A part without any value of it says
 * nothing; parts that read it as different types were asked different questions, and the answer is that this is not known.
 */
export function typedApart(contract: DataContract, profiles: Profile[]): Profile[] {
  const open = contract.properties.filter(({ logicalType }) => logicalType === undefined).map(({ name }) => name);
  if (open.length === 0 || profiles.length < 2) return profiles;
  const types = new Map(open.map((name) => [name, typesOf(name, profiles)]));
  return profiles.map((profile) => ({
    ...profile,
    checks: profile.checks.map((counts, at) => {
      const check = contract.checks[at];
      return check && !ofAnyType.has(check.kind) ? together(check, counts, { profile, types }) : counts;
    }),
  }));
}

function typesOf(name: string, profiles: Profile[]): Set<LogicalType> {
  const columns = profiles.flatMap(({ columns }) => columns.filter((column) => column.name === name));
  return new Set(columns.flatMap((column) => (isEmpty(column) ? [] : [column.logicalType])));
}

function isEmpty({ valid, invalid, nans }: ColumnProfile): boolean {
  return valid + invalid + nans === 0;
}

function together(
  check: Check,
  counts: CheckCounts,
  { profile, types }: { profile: Profile; types: ReadonlyMap<string, ReadonlySet<LogicalType>> },
): CheckCounts {
  const named = [...namesOf(check, [...types.keys()])];
  const mixed = named.find((name) => isMixed(check, types.get(name)));
  if (mixed !== undefined) {
    const read = [...(types.get(mixed) ?? [])].sort().join(' in some files and as ');
    const message = `${mixed} is read as ${read} in others, for the contract does not say its type`;
    return { ...counts, failing: null, samples: [], error: { message, code: 'column-type' } };
  }
  const hasNone = named.some((name) => {
    const column = profile.columns.find((one) => one.name === name);
    return column !== undefined && isEmpty(column) && (types.get(name)?.size ?? 0) > 0;
  });
  if (!hasNone || counts.error?.code !== 'column-type') return counts;
  return { failing: 0, total: check.where ? 0 : profile.rows, samples: [], nothing: true };
}

function namesOf(check: Check, all: string[]): Set<string> {
  const { columns, where } = check;
  return new Set(aboutAnyColumn(check) ? all : [...columns, ...(where ? columnsOfCondition(where) : [])]);
}

/** Whole numbers are numbers, but to whoever asks for the type itself. */
function isMixed({ kind }: Check, types: ReadonlySet<LogicalType> | undefined): boolean {
  const all = [...(types ?? [])].map((type) => (type === 'integer' && kind !== 'storage-type' ? 'number' : type));
  return new Set(all).size > 1;
}
