import type { Check } from '../checks/check.ts';
import { type LogicalType, logicalTypes, type Property } from './property.ts';

/**
 * The columns of a format that declares none: those that its checks name, in that order. Their types are as the data has
 * them, but where a check is about the type.
 */
export function namedProperties(checks: Check[]): Property[] {
  const properties = new Map<string, Property>();
  for (const check of checks)
    for (const name of namesIn(check)) {
      const known = properties.get(name) ?? { name, required: false, unique: false, identifier: false };
      properties.set(name, { ...known, ...promised(check) });
    }
  return [...properties.values()];
}

function namesIn({ kind, columns, args }: Check): string[] {
  const listed = kind === 'columns-set' || kind === 'columns-ordered' ? (args as { columns?: unknown }).columns : [];
  return [...columns, ...(Array.isArray(listed) ? listed.map(String) : [])];
}

/** What holds for a column when the check passes. */
function promised(check: Check): Partial<Property> {
  const { kind, columns, args, accept } = check;
  const { logicalType } = (args ?? {}) as { logicalType?: LogicalType };
  const ofEveryRow = !check.where && check.severity === 'error' && check.anyOf === undefined && isNone(accept);
  if (kind === 'type' && logicalType !== undefined && logicalTypes.includes(logicalType)) return { logicalType };
  if (!ofEveryRow || columns.length !== 1) return {};
  if (kind === 'required') return { required: true };
  return kind === 'unique' ? { unique: true } : {};
}

function isNone(accept: Check['accept']): boolean {
  return 'mostly' in accept ? accept.mostly === 1 : accept.operator === 'mustBe' && accept.value === 0;
}
