/** A string as an SQL literal. The only way by which words of a contract or a file get into SQL. */
export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A finite number as a DOUBLE literal. */
export function number(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`);
  return `${text(String(value))}::DOUBLE`;
}

/** A finite number beside integers as one of them, so that nobody casts a column of them; else as a DOUBLE. */
export function numberBeside(storage: string, value: number): string {
  if (storage !== 'integer' || !Number.isInteger(value) || Math.abs(value) >= 1e21) return number(value);
  return Number.isSafeInteger(value) ? String(value) : digits(String(value));
}

/** A whole number that no DOUBLE is. */
export function digits(value: string): string {
  return `${text(value)}::HUGEINT`;
}

/**
 * SQL of whether a value is one of a list, null for a null. A list is looked through once for each entry of a dictionary,
 * where the engine has one; a long one is hashed. Its own `IN` compares with each item in turn, by an expression each.
 */
export function oneOf(side: string, items: string[]): string {
  if (items.length === 0) return 'false';
  const array = `[${items.join(', ')}]`;
  return items.length <= 32 ? `list_contains(${array}, ${side})` : `${side} IN (SELECT unnest(${array}))`;
}

/** A name as a quoted identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function list(items: string[]): string {
  return `(${items.join(', ')})`;
}

/** SQL of how many rows a condition is true for. Values that are there are counted as such, without a look at each row. */
export function countIf(condition: string): string {
  if (condition === 'true') return 'count(*)';
  const [, not, there] = /^\(*(NOT )?\(*(\w+) IS NOT NULL\)*$/.exec(condition) ?? [];
  if (there === undefined) return `count_if(${condition})`;
  return not ? `count(*) - count(${there})` : `count(${there})`;
}

/** SQL that is true where all conditions are. */
export function both(...conditions: Array<string | undefined>): string {
  const told = conditions.filter((condition) => condition !== undefined && condition !== 'true');
  return told.length === 0 ? 'true' : told.map((condition) => `(${condition})`).join(' AND ');
}
