import type { Check } from '../../checks/check.ts';
import { type Path, validate } from '../../yaml-source.ts';
import type { Property } from '../property.ts';
import { limitsOf } from '../type-options.ts';
import { type Dtype, dtypeOf, dtypeWords, isOf } from './dtypes.ts';
import { ofDtype } from './durations.ts';
import { filled } from './filled.ts';
import { checksIn } from './listed-checks.ts';
import { columnKeys, columnSchema, type DataframeSchema, type PanderaColumn } from './schema.ts';
import type { SchemaContext } from './schema-context.ts';

/** A column with its checks; no property where it is told in a way that is not read, or where the data alone names it. */
export function readColumn(
  name: string,
  entry: Record<string, unknown>,
  context: SchemaContext,
  path: Path,
  table: Pick<DataframeSchema, 'dtype' | 'coerce'> = {},
): { property?: Property; checks: Check[] } {
  const own = Object.entries(entry).filter(([key]) => columnKeys.includes(key));
  const column = validate(columnSchema, Object.fromEntries(own), context.source, path);
  if (column.drop_invalid_rows) return { checks: [dropped(name, context, path)] };
  const { dtype, faults } = readDtype(table.dtype ?? column.dtype, context, [...path, 'dtype']);
  const fills = column.default !== undefined && column.default !== null;
  const made = [
    ...typeChecks(name, dtype, {
      context,
      path: [...path, 'dtype'],
      coerced: column.coerce === true || table.coerce === true,
    }),
    ...(column.nullable || fills ? [] : [context.check('required', [name], {}, [...path, 'nullable'])]),
    ...(column.unique ? [context.check('unique', [name], { ignore: 'never' }, [...path, 'unique'])] : []),
    ...checksIn(entry, context.source, path).map((check) =>
      ofDtype(context.listed(check, name), dtype, context, check.path),
    ),
  ];
  const checks = [...faults, ...(fills ? filledChecks(made, { name, column, dtype, context, path }) : made)];
  if (column.regex) return { checks: patternChecks(checks, { name, column, context, path }) };
  const promises = { required: !column.nullable && !fills, unique: column.unique ?? false, identifier: false };
  const property: Property = { name, logicalType: dtype.logicalType, ...promises };
  if (column.required !== false) return { property, checks };
  return { property: { ...property, optional: true }, checks: checks.map((check) => ({ ...check, optional: true })) };
}

interface Place {
  name: string;
  column: PanderaColumn;
  context: SchemaContext;
  path: Path;
}

function dropped(name: string, context: SchemaContext, path: Path): Check {
  return context.unsupported(`\`drop_invalid_rows\` of ${name}`, 'rows that fail are told, not left out', [
    ...path,
    'drop_invalid_rows',
  ]);
}

/** The value that takes the place of missing ones is judged like any other. */
function filledChecks(checks: Check[], { name, column, dtype, context, path }: Place & { dtype: Dtype }): Check[] {
  const value = column.default;
  const refuse = (why: string) => context.unsupported(`\`default\` of ${name}`, why, [...path, 'default']);
  if (typeof value === 'object') return [refuse('it is no single value')];
  const given = value as string | number | boolean;
  if (!isOf(given, dtype)) return [refuse(`${JSON.stringify(given)} is not of its dtype`)];
  return checks.map(
    (check) =>
      filled(check, given) ??
      refuse(`\`${String(check.origin?.name ?? check.kind)}\` beside it would have to look at what is filled in`),
  );
}

/** Checks of all columns that a pattern finds, of which there must be some. */
function patternChecks(checks: Check[], { name, column, context, path }: Place): Check[] {
  const at = [...path, 'regex'];
  const like = context.namePattern(name, at);
  const each = checks.map((check) => (check.columns.length === 0 ? check : { ...check, columns: [], like }));
  if (column.required === false) return each;
  return [context.check('columns-named', [], { pattern: like, of: 'some' }, at), ...each];
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

/** Any value can be made a text. */
function typeChecks(
  name: string,
  { logicalType, width, unit }: Dtype,
  { context, path, coerced }: { context: SchemaContext; path: Path; coerced: boolean },
): Check[] {
  if (unit !== undefined) return [context.check('duration', [name], { unit }, path)];
  if (logicalType === undefined) return [];
  const args = { logicalType, ...(coerced && logicalType === 'string' ? { coerced } : {}) };
  const type = context.check('type', [name], args, path);
  return width === undefined ? [type] : [type, context.check('range', [name], limitsOf(width), path)];
}
