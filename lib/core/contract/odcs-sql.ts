import type { Bound } from '../checks/bound.ts';
import { identifier } from '../checks/sql.ts';

/** Limits of a value, as an operator of the standard states them. `mustBeBetween` includes both ends. */
export function limitsOfBound({ operator, value }: Bound): Record<string, unknown> {
  const [low, high] = typeof value === 'number' ? [value, value] : value;
  switch (operator) {
    case 'mustBe':
    case 'mustBeBetween':
      return { minimum: low, maximum: high };
    case 'mustNotBe':
    case 'mustNotBeBetween':
      return { minimum: low, maximum: high, not: true };
    case 'mustBeGreaterThan':
      return { exclusiveMinimum: low };
    case 'mustBeGreaterOrEqualTo':
      return { minimum: low };
    case 'mustBeLessThan':
      return { exclusiveMaximum: low };
    case 'mustBeLessOrEqualTo':
      return { maximum: low };
  }
}

const part = /'[^']*(?:''[^']*)*'|"[^"]*(?:""[^"]*)*"|\$?\{\s*(\w+)\s*\}|\b(?:from|join)\s+([A-Za-z_]\w*)|./gis;

/** A query of the standard with its placeholders, or the table's own name, in our words. Texts in quotes stay. */
export function fromOdcsSql(query: string, tables: string[], column: string | null): string {
  return query.replace(part, (whole: string, placeholder?: string, table?: string) => {
    if (placeholder !== undefined) return placeholderOf(placeholder.toLowerCase(), column) ?? whole;
    return table !== undefined && tables.includes(table) ? `${whole.slice(0, -table.length)}{batch}` : whole;
  });
}

function placeholderOf(word: string, column: string | null): string | undefined {
  if (['object', 'table', 'batch', 'model', 'schema'].includes(word)) return '{batch}';
  return ['property', 'column', 'field'].includes(word) && column !== null ? identifier(column) : undefined;
}
