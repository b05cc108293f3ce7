import { isBigWhole } from '../big-whole.ts';
import { InputError } from '../errors.ts';
import { type Column, isNumeric, isTemporal, numbersOf, stringsOf } from './column.ts';
import { digits, number, numberBeside, oneOf, text } from './sql.ts';

export type Scalar = string | number | boolean | null;
export const comparisons = ['==', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof comparisons)[number];

/**
 * What a missing value does in a comparison. `pandas`: it equals nothing, so `!=` keeps its row. `sql`: the comparison is
 * unknown, and an unknown row is left out, negated or not.
 */
export type Missing = 'pandas' | 'sql';

/** Which rows a check is about. Data only; compiled here and nowhere else. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { column: string; is: 'null' | 'present' }
  | { column: string; operator: Comparison; value: Scalar | { column: string }; missing: Missing }
  | { column: string; operator: 'in' | 'not in'; values: Scalar[]; missing: Missing }
  /** An expression over the columns' own names, which the engine guards and rewrites before it is compiled. */
  | { sql: string };

const signs: Record<Comparison, string> = { '==': '=', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };

/**
 * SQL that is true for the rows of a condition.
 * @throws InputError `column-unknown` for a column that the data does not have.
 */
export function compileCondition(condition: Condition, columns: ReadonlyMap<string, Column>): string {
  const compiled = (inner: Condition) => compileCondition(inner, columns);
  if ('all' in condition) return joined(condition.all.map(compiled), 'AND', 'true');
  if ('any' in condition) return joined(condition.any.map(compiled), 'OR', 'false');
  if ('not' in condition) return `NOT ${compiled(condition.not)}`;
  if ('sql' in condition) return `(${condition.sql})`;
  const column = columnNamed(condition.column, columns);
  if ('is' in condition) return condition.is === 'null' ? `(NOT ${column.present})` : column.present;
  if ('values' in condition) return membership(column, condition);
  const { operator, value, missing } = condition;
  const compared =
    typeof value === 'object' && value !== null
      ? betweenColumns(column, operator, columnNamed(value.column, columns))
      : comparison(column, operator, value, missing);
  return missing === 'sql' ? `(${compared})` : `coalesce(${compared}, ${operator === '!='})`;
}

/** Columns that a condition names, each once; those inside SQL are not seen. */
export function columnsOfCondition(condition: Condition): string[] {
  if ('all' in condition) return [...new Set(condition.all.flatMap(columnsOfCondition))];
  if ('any' in condition) return [...new Set(condition.any.flatMap(columnsOfCondition))];
  if ('not' in condition) return columnsOfCondition(condition.not);
  if ('sql' in condition) return [];
  const other = 'value' in condition && typeof condition.value === 'object' ? condition.value?.column : undefined;
  return [...new Set([condition.column, ...(other === undefined ? [] : [other])])];
}

/** @throws InputError `column-unknown` that names those there are. */
export function columnNamed(name: string, columns: ReadonlyMap<string, Column>): Column {
  const column = columns.get(name);
  if (column) return column;
  const known = [...columns.keys()].slice(0, 50).join(', ');
  throw new InputError('column-unknown', `no column is called ${JSON.stringify(name)}; columns: ${known}`);
}

function joined(parts: string[], word: string, none: string): string {
  return parts.length === 0 ? none : `(${parts.join(` ${word} `)})`;
}

/** SQL of a column and a value of one type; undefined where the two have none in common, so that nothing is equal. */
function sideBySide(column: Column, value: Exclude<Scalar, null>, lenient = false): [string, string] | undefined {
  if (typeof value === 'string') {
    const strings = stringsOf(column);
    if (strings !== undefined) return [strings, text(value)];
    if (isBigWhole(value) && isNumeric(column)) return besideWhole(column, value);
    if (isTemporal(column)) return [column.value, `TRY_CAST(${text(value)} AS ${column.logicalType.toUpperCase()})`];
    if (lenient && value.trim() !== '' && Number.isFinite(Number(value))) return sideBySide(column, Number(value));
    return undefined;
  }
  if (!Number.isFinite(Number(value))) return undefined;
  const numbers = numbersOf(column);
  if (numbers !== undefined) return [numbers, numberBeside(column.storage, Number(value))];
  return lenient ? [`TRY_CAST(${column.text} AS DOUBLE)`, number(Number(value))] : undefined;
}

/** SQL of a column of numbers and a whole one that no DOUBLE is. */
export function besideWhole(column: Column, value: string): [string, string] {
  if (column.storage === 'integer') return [column.value, digits(value)];
  if (column.storage === 'text') return [`TRY_CAST(${column.text} AS HUGEINT)`, digits(value)];
  return [column.value, number(Number(value))];
}

function comparison(column: Column, operator: Comparison, value: Scalar, missing: Missing): string {
  const sides = value === null ? undefined : sideBySide(column, value, missing === 'sql');
  return sides ? sides.join(` ${signs[operator]} `) : 'CAST(NULL AS BOOLEAN)';
}

/** SQL of two columns compared, null where they have no type in common. */
export function betweenColumns(a: Column, operator: Comparison, b: Column, numbers = numbersOf): string {
  const pairs = [
    [numbers(a), numbers(b)],
    [stringsOf(a), stringsOf(b)],
    [isTemporal(a) ? a.value : undefined, isTemporal(b) ? b.value : undefined],
  ];
  const made = pairs.flatMap(([x, y]) => (x && y ? [`${x} ${signs[operator]} ${y}`] : []));
  // Two mixed columns have numbers and texts: at most one pair is of a row's values.
  const [only = 'CAST(NULL AS BOOLEAN)'] = made;
  return made.length > 1 ? `coalesce(${made.join(', ')})` : `(${only})`;
}

function membership(
  column: Column,
  { operator, values, missing }: { operator: 'in' | 'not in'; values: Scalar[]; missing: Missing },
): string {
  const found = memberSql(column, values, missing === 'sql');
  const orMissing = missing === 'pandas' && values.includes(null) ? ` OR NOT ${column.present}` : '';
  const inside = missing === 'pandas' ? `(coalesce(${found}, false)${orMissing})` : `(${found})`;
  return operator === 'in' ? inside : `NOT ${inside}`;
}

/** SQL that is true for a value of the list, null where the column has no value that could be compared. */
export function memberSql(column: Column, values: Scalar[], lenient = false): string {
  const items = new Map<string, string[]>();
  for (const value of values) {
    const sides = value === null ? undefined : sideBySide(column, value, lenient);
    if (sides) items.set(sides[0], [...(items.get(sides[0]) ?? []), sides[1]]);
  }
  const [only, ...others] = [...items];
  const { storage } = column;
  // What is missing is null on its side, too; of floats, so is what is infinite.
  if (only && others.length === 0 && storage !== 'mixed' && storage !== 'float' && storage !== 'text')
    return oneOf(...only);
  const parts = [...items].map(([side, literals]) => `coalesce(${oneOf(side, literals)}, false)`);
  return `CASE WHEN ${column.present} THEN ${joined(parts, 'OR', 'false')} END`;
}
