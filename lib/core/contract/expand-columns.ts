import type { Check } from '../checks/check.ts';
import type { DataContract } from './contract.ts';
import type { LogicalType, Property } from './property.ts';

/** Names of the columns that a pattern of the contract finds, by the pattern. */
export type FoundColumns = Readonly<Record<string, string[]>>;

/** Patterns of names that checks of the contract are about and that no data was looked at for. */
export function openPatterns({ checks }: DataContract): string[] {
  return [...new Set(checks.flatMap((check) => (isOpen(check) ? [check.like] : [])))];
}

/** All patterns that names of columns are matched with. */
export function namePatterns({ checks }: DataContract): string[] {
  const all = checks.flatMap(({ kind, like, args }) => {
    const own = args as { pattern: string; like?: string[] };
    const inArgs = kind === 'columns-named' ? [own.pattern] : kind === 'columns-set' ? (own.like ?? []) : [];
    return [...(like === undefined ? [] : [like]), ...inArgs];
  });
  return [...new Set(all)];
}

/** The contract with one check for each column that was found, and with the types that it gives them. */
export function expandColumns(contract: DataContract, found: FoundColumns): DataContract {
  if (openPatterns(contract).length === 0) return contract;
  const checks = contract.checks.flatMap((check): Check[] =>
    isOpen(check) ? (found[check.like] ?? []).map((name) => ({ ...check, columns: [name] })) : [check],
  );
  const declared = new Set(contract.properties.map(({ name }) => name));
  return { ...contract, checks, found: foundProperties(checks).filter(({ name }) => !declared.has(name)) };
}

function isOpen(check: Check): check is Check & { like: string } {
  return check.like !== undefined && check.columns.length === 0;
}

function foundProperties(checks: Check[]): Property[] {
  const types = new Map<string, LogicalType | undefined>();
  for (const { kind, like, columns, args } of checks)
    for (const name of like === undefined ? [] : columns)
      types.set(
        name,
        types.get(name) ?? (kind === 'type' ? (args as { logicalType: LogicalType }).logicalType : undefined),
      );
  return [...types].map(([name, logicalType]) => ({
    name,
    logicalType,
    required: false,
    unique: false,
    identifier: false,
  }));
}
