import type { Check } from '../../checks/check.ts';
import { type Path, validate } from '../../yaml-source.ts';
import type { Property } from '../property.ts';
import { limitsOf } from '../type-options.ts';
import { type Dtype, dtypeOf, dtypeWords } from './dtypes.ts';
import { flatChecks, listedChecks } from './listed-checks.ts';
import { columnKeys, columnSchema, type PanderaColumn } from './schema.ts';
import type { SchemaContext } from './schema-context.ts';

/** A column with its checks; no property where it is told in a way that is not read. */
export function readColumn(
  name: string,
  entry: Record<string, unknown>,
  context: SchemaContext,
  path: Path,
  tableDtype?: string | null,
): { property?: Property; checks: Check[] } {
  const own = Object.entries(entry).filter(([key]) => columnKeys.includes(key));
  const others = Object.entries(entry).filter(([key]) => !columnKeys.includes(key));
  const column = validate(columnSchema, Object.fromEntries(own), context.source, path);
  const refused = unread(column, name, context, path);
  if (refused.length > 0) return { checks: refused };
  const { dtype, faults } = readDtype(tableDtype ?? column.dtype, context, [...path, 'dtype']);
  const listed = [
    ...listedChecks(column.checks, context.source, [...path, 'checks']),
    ...flatChecks(Object.fromEntries(others), context.source, path),
  ];
  const checks = [
    ...faults,
    ...typeChecks(name, dtype, context, [...path, 'dtype']),
    ...(column.nullable ? [] : [context.check('required', [name], {}, [...path, 'nullable'])]),
    ...(column.unique ? [context.check('unique', [name], { ignore: 'never' }, [...path, 'unique'])] : []),
    ...listed.map((check) => context.listed(check, name)),
  ];
  const promises = { required: !column.nullable, unique: column.unique ?? false, identifier: false };
  const property: Property = { name, logicalType: dtype.logicalType, ...promises };
  if (column.required !== false) return { property, checks };
  return { property: { ...property, optional: true }, checks: checks.map((check) => ({ ...check, optional: true })) };
}

/** What changes the data before it is checked, or which columns are meant, has no place in a check of data as it is. */
function unread(column: PanderaColumn, name: string, context: SchemaContext, path: Path): Check[] {
  const refuse = (key: string, why: string) => context.unsupported(`\`${key}\` of ${name}`, why, [...path, key]);
  if (column.regex) return [refuse('regex', 'its name stands for all columns that match, which only the data knows')];
  if (column.default !== undefined && column.default !== null)
    return [refuse('default', 'it fills in values before they are checked, and data is judged as it is')];
  if (column.drop_invalid_rows) return [refuse('drop_invalid_rows', 'rows that fail are told, not left out')];
  return [];
}

function readDtype(
  name: string | null | undefined,
  context: SchemaContext,
  path: Path,
): { dtype: Dtype; faults: Check[] } {
  if (name === undefined || name === null || name === 'None') return { dtype: {}, faults: [] };
  const dtype = dtypeOf(name);
  if (dtype) return { dtype, faults: [] };
  return { dtype: {}, faults: [context.unsupported(`dtype ${name}`, `read are ${dtypeWords}`, path)] };
}

/** Every text is a string: that check could not fail. */
function typeChecks(name: string, { logicalType, width }: Dtype, context: SchemaContext, path: Path): Check[] {
  if (logicalType === undefined || logicalType === 'string') return [];
  const type = context.check('type', [name], { logicalType }, path);
  return width === undefined ? [type] : [type, context.check('range', [name], limitsOf(width), path)];
}
