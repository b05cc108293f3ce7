import { z } from 'zod';
import { type Bound, operators } from '../checks/bound.ts';
import type { Check } from '../checks/check.ts';
import { InputError } from '../errors.ts';
import { fault, type Path, validate, type YamlSource } from '../yaml-source.ts';
import type { Quality } from './odcs-schema.ts';

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

/** The check of one entry of `quality`; none for text, which is for people. */
export function checksOfQuality(quality: Quality, column: string | null, source: YamlSource, path: Path): Check[] {
  const type = quality.type ?? 'library';
  if (type === 'text') return [];
  const refuse = (key: string, says: string) => new InputError('contract-invalid', fault(source, [...path, key], says));
  if (type !== 'library') throw refuse('type', `\`${type}\` is not supported yet; supported: library, text`);
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
  const made = translate(metric, quality, column, source, path);
  const key = [...path, 'metric'].join('.');
  return [
    {
      ...made,
      columns: made.columns.length > 0 || column === null ? made.columns : [column],
      accept: boundOf(quality, source, path),
      severity: quality.severity ?? 'error',
      source: { file: source.file, line: source.lineOf(path), key },
    },
  ];
}

function translate(
  metric: keyof typeof argumentsOf,
  quality: Quality,
  column: string | null,
  source: YamlSource,
  path: Path,
): Pick<Check, 'kind' | 'columns' | 'args'> {
  const given = <T>(schema: z.ZodType<T>) => validate(schema, quality.arguments ?? {}, source, [...path, 'arguments']);
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
      const columns = given(argumentsOf.duplicateValues).properties ?? (column === null ? [] : [column]);
      return { kind: 'unique', columns, args: {} };
    }
  }
}

function boundOf(quality: Quality, source: YamlSource, path: Path): Bound {
  const given = operators.filter((operator) => quality[operator] !== undefined);
  const [operator] = given;
  const value = operator && quality[operator];
  if (!operator || value === undefined || given.length > 1) {
    const says = `needs exactly one of ${operators.join(', ')}; got ${given.join(', ') || 'none'}`;
    throw new InputError('contract-invalid', fault(source, path, says));
  }
  return { operator, value, unit: quality.unit ?? 'rows' };
}
