import * as z from 'zod';
import { type Bound, noRow, operators } from '../checks/bound.ts';
import type { Check } from '../checks/check.ts';
import { type Path, validate } from '../yaml-source.ts';
import type { OdcsContext } from './odcs-context.ts';
import { customCheck } from './odcs-custom.ts';
import type { Quality } from './odcs-schema.ts';
import { fromOdcsSql, limitsOfBound } from './odcs-sql.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const none = z.strictObject({});
const argumentsOf = {
  nullValues: none,
  rowCount: none,
  missingValues: z.strictObject({ missingValues: z.array(z.union([z.string(), z.number(), z.null()])).min(1) }),
  invalidValues: z
    .strictObject({ validValues: z.array(scalar).min(1).optional(), pattern: z.string().min(1).optional() })
    .refine((a) => (a.validValues === undefined) !== (a.pattern === undefined), {
      error: 'needs either `validValues` or `pattern`, each in an entry of its own',
    }),
  duplicateValues: z.strictObject({ properties: z.array(z.string()).min(1).optional() }),
};

/** The check of one entry of `quality`; none for text, which is for people. `column`: the property's, in the data. */
export function checksOfQuality(quality: Quality, column: string | null, context: OdcsContext, path: Path): Check[] {
  const { source } = context;
  const type = quality.type ?? 'library';
  if (type === 'text') return [];
  const refuse = (key: string, says: string) => context.fault([...path, key], says);
  if (type === 'custom') return [customCheck(quality, column, context, path)];
  if (type === 'sql') return [sqlCheck(quality, column, context, path)];
  const metric = quality.metric ?? quality.rule;
  if (!metric)
    throw refuse('metric', 'is missing; one of nullValues, missingValues, invalidValues, duplicateValues, rowCount');
  for (const key of ['query', 'engine', 'implementation'] as const) {
    if (quality[key] !== undefined) throw refuse(key, 'has no meaning in a library metric');
  }
  const tableWide = metric === 'rowCount' || (metric === 'duplicateValues' && column === null);
  if (tableWide !== (column === null))
    throw refuse(
      'metric',
      `${metric} belongs to ${column === null ? 'a property' : 'the table'}, not to ${column ?? 'the table'}`,
    );
  if (metric === 'rowCount' && quality.unit === 'percent')
    throw refuse('unit', 'has no meaning for the number of all rows');
  const made = translate(metric, quality, column, context, path);
  const key = [...path, 'metric'].join('.');
  return [
    {
      ...made,
      columns: made.columns.length > 0 || column === null ? made.columns : [column],
      accept: boundOf(quality, context, path),
      severity: quality.severity ?? 'error',
      source: { file: source.file, line: source.lineOf(path), key },
    },
  ];
}

function translate(
  metric: keyof typeof argumentsOf,
  quality: Quality,
  column: string | null,
  context: OdcsContext,
  path: Path,
): Pick<Check, 'kind' | 'columns' | 'args'> {
  const given = <T>(schema: z.ZodType<T>) =>
    validate(schema, quality.arguments ?? {}, context.source, [...path, 'arguments']);
  switch (metric) {
    case 'nullValues':
      return { kind: 'required', columns: [], args: given(argumentsOf.nullValues) };
    case 'rowCount':
      return { kind: 'row-count', columns: [], args: given(argumentsOf.rowCount) };
    case 'missingValues':
      return { kind: 'missing-values', columns: [], args: { markers: given(argumentsOf.missingValues).missingValues } };
    case 'invalidValues': {
      const { validValues, pattern } = given(argumentsOf.invalidValues);
      return pattern === undefined
        ? { kind: 'allowed-values', columns: [], args: { values: validValues } }
        : { kind: 'pattern', columns: [], args: { pattern } };
    }
    case 'duplicateValues': {
      const { properties } = given(argumentsOf.duplicateValues);
      const at = [...path, 'arguments', 'properties'];
      const columns = properties?.map((name, index) => context.column(name, [...at, index]));
      return { kind: 'unique', columns: columns ?? (column === null ? [] : [column]), args: {} };
    }
  }
}

/** A query's one value. It has no rows of which it could be a percentage. */
function sqlCheck(quality: Quality, column: string | null, context: OdcsContext, path: Path): Check {
  const { query, unit, severity = 'error' } = quality;
  if (query === undefined) throw context.fault([...path, 'query'], 'is missing');
  if (unit !== undefined) throw context.fault([...path, 'unit'], 'has no meaning for the value of a query');
  const limits = limitsOfBound(boundOf(quality, context, path));
  return {
    kind: 'sql-value',
    columns: column === null ? [] : [column],
    args: { query: fromOdcsSql(query, context.tables, column), ...limits },
    accept: noRow,
    severity,
    source: context.place([...path, 'query']),
  };
}

function boundOf(quality: Quality, context: OdcsContext, path: Path): Bound {
  const given = operators.filter((operator) => quality[operator] !== undefined);
  const [operator] = given;
  const value = operator && quality[operator];
  if (!operator || value === undefined || given.length > 1) {
    const says = `needs exactly one of ${operators.join(', ')}; got ${given.join(', ') || 'none'}`;
    throw context.fault(path, says);
  }
  return { operator, value, unit: quality.unit ?? 'rows' };
}
