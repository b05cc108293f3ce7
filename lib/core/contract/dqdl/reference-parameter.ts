import type { ReadOptions } from '../reader.ts';
import type { RuleContext } from './rule-context.ts';
import type { Parameter } from './syntax.ts';

/** A list of columns in one parameter: `a,b`. */
export function columnList(text: string): string[] {
  return text.split(',').map((name) => name.trim().replace(/^`(.*)`$/, '$1'));
}

/**
 * Columns of another data set: `ref.a` or `ref.{a,b}`. The name of a data set may have dots, as one of a data catalog has, and so may that of a
 * column: what is given under a name tells, and else the last dot.
 */
export function referenceParameter(
  { value, at }: Parameter,
  context: RuleContext,
): { reference: string; columns: string[] } {
  const listed = /^(.+)\.\{(.*)\}$/s.exec(value.trim());
  const [reference = '', columns = ''] = listed ? listed.slice(1) : splitName(value.trim(), context.options);
  if (reference === '' || columns.trim() === '')
    throw context.fault(at, `got ${JSON.stringify(value)}; a data set and its columns expected, as ref.a or ref.{a,b}`);
  return { reference, columns: columnList(columns) };
}

/** A name and that of the data set in front of it, which is empty for none. */
export function splitName(name: string, { references = [] }: ReadOptions): [string, string] {
  const known = references.filter((one) => name.startsWith(`${one}.`)).sort((a, b) => b.length - a.length)[0];
  const end = known === undefined ? name.lastIndexOf('.') : known.length;
  return end < 0 ? ['', name] : [name.slice(0, end), name.slice(end + 1)];
}
