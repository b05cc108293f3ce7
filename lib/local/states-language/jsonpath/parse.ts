import { parseCondition } from './condition.ts';
import { Cursor } from './cursor.ts';
import { PATH_FUNCTIONS } from './functions.ts';
import type { Path, Segment } from './path.ts';

const NAME = /[^\s.[\]()'",=<>!&|?@*$~:{}]+/y;
const VARIABLE = /[\p{L}_][\p{L}\p{N}_]*/uy;
const INTEGER = /-?\d+/y;
const KEPT = 2000;
const parsed = new Map<string, Path>();

/**
 * Parses `$.a[0]..b`, `$$.Execution.Name` or `$variable.x`.
 * @throws PathSyntaxError with the place in the text
 */
export function parsePath(source: string): Path {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const cursor = new Cursor(source);
  const path = pathAt(cursor);
  if (!cursor.done) throw cursor.error('unexpected text');
  if (parsed.size >= KEPT) parsed.clear();
  parsed.set(source, path);
  return path;
}

/** Parses the path that begins at the cursor and leaves the cursor behind it. */
export function pathAt(cursor: Cursor, roots = '$'): Path {
  const start = cursor.at;
  const root = rootAt(cursor, roots);
  const segments: Segment[] = [];
  for (let segment = segmentAt(cursor); segment !== undefined; segment = segmentAt(cursor)) segments.push(segment);
  return { source: cursor.text.slice(start, cursor.at), root, segments, definite: segments.every(isDefinite) };
}

function rootAt(cursor: Cursor, roots: string): string {
  if (roots.includes('@') && cursor.take('@')) return '@';
  cursor.expect('$');
  if (cursor.take('$')) return '$$';
  return cursor.match(VARIABLE) ?? '$';
}

function segmentAt(cursor: Cursor): Segment | undefined {
  const deep = cursor.take('..');
  if (!deep && cursor.char !== '[' && !cursor.take('.')) return undefined;
  if (cursor.char === '[') return bracketAt(cursor, deep);
  if (cursor.take('*')) return { kind: 'wildcard', deep };
  const name = cursor.match(NAME);
  if (name === undefined) throw cursor.error('expected a name');
  if (cursor.char === '(') {
    if (!PATH_FUNCTIONS.includes(name)) throw cursor.error(`unknown function ${name}()`);
    return { kind: 'function', name, args: argumentsAt(cursor), deep: false };
  }
  return { kind: 'child', names: [name], deep };
}

function argumentsAt(cursor: Cursor): string[] {
  const from = cursor.at + 1;
  const to = cursor.text.indexOf(')', from);
  if (to < 0) throw cursor.error('expected ")"');
  cursor.at = to + 1;
  const inside = cursor.text.slice(from, to).trim();
  return inside === '' ? [] : inside.split(',').map((argument) => argument.trim());
}

function bracketAt(cursor: Cursor, deep: boolean): Segment {
  cursor.expect('[');
  cursor.spaces();
  const segment = insideBracket(cursor, deep);
  cursor.spaces().expect(']');
  return segment;
}

function insideBracket(cursor: Cursor, deep: boolean): Segment {
  if (cursor.take('*')) return { kind: 'wildcard', deep };
  if (cursor.take('?')) {
    cursor.spaces().expect('(');
    const condition = parseCondition(cursor, pathAt);
    cursor.spaces().expect(')');
    return { kind: 'filter', condition, deep };
  }
  if (cursor.char === "'" || cursor.char === '"') {
    return { kind: 'child', names: listAt(cursor, () => cursor.quoted()), deep };
  }
  return numbersAt(cursor, deep);
}

function numbersAt(cursor: Cursor, deep: boolean): Segment {
  const first = cursor.match(INTEGER);
  if (cursor.spaces().take(':')) {
    const to = cursor.spaces().match(INTEGER);
    const step = cursor.spaces().take(':') ? cursor.spaces().match(INTEGER) : undefined;
    const bounds = { from: first, to, step };
    const given = Object.entries(bounds).filter(([, bound]) => bound !== undefined);
    return { kind: 'slice', deep, ...Object.fromEntries(given.map(([key, bound]) => [key, Number(bound)])) };
  }
  if (first === undefined) throw cursor.error('expected a name in quotes, an index, a slice, "*" or a filter');
  const indexes = [Number(first)];
  while (cursor.spaces().take(',')) indexes.push(integerAt(cursor));
  return { kind: 'index', indexes, deep };
}

function integerAt(cursor: Cursor): number {
  const digits = cursor.spaces().match(INTEGER);
  if (digits === undefined) throw cursor.error('expected an index');
  return Number(digits);
}

function listAt<T>(cursor: Cursor, item: () => T): T[] {
  const items = [item()];
  while (cursor.spaces().take(',')) {
    cursor.spaces();
    items.push(item());
  }
  return items;
}

function isDefinite(segment: Segment): boolean {
  if (segment.kind === 'function') return true;
  if (segment.deep) return false;
  if (segment.kind === 'child') return segment.names.length === 1;
  return segment.kind === 'index' && segment.indexes.length === 1;
}
