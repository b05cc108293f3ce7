/** A string as an SQL literal. The only way by which words of a contract or a file get into SQL. */
export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A finite number as a DOUBLE literal. */
export function number(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`);
  return `${text(String(value))}::DOUBLE`;
}

/** A name as a quoted identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function list(items: string[]): string {
  return `(${items.join(', ')})`;
}

/** SQL that is true where all conditions are. */
export function both(...conditions: Array<string | undefined>): string {
  const told = conditions.filter((condition) => condition !== undefined && condition !== 'true');
  return told.length === 0 ? 'true' : told.map((condition) => `(${condition})`).join(' AND ');
}
