import type { Json } from '../json.ts';
import { Cursor } from '../jsonpath/cursor.ts';
import { pathAt } from '../jsonpath/parse.ts';
import type { Path } from '../jsonpath/path.ts';

export type Argument = { kind: 'value'; value: Json } | { kind: 'path'; path: Path } | { kind: 'call'; call: Call };

/** `States.Name(arguments)`, parsed. */
export interface Call {
  source: string;
  name: string;
  args: Argument[];
}

const FUNCTION = /States\.[A-Za-z0-9]+/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /(?:true|false|null)\b/y;

/** @throws PathSyntaxError with the place in the text */
export function parseCall(source: string): Call {
  const cursor = new Cursor(source);
  const call = callAt(cursor.spaces());
  if (!cursor.spaces().done) throw cursor.error('unexpected text');
  return call;
}

function callAt(cursor: Cursor): Call {
  const start = cursor.at;
  const name = cursor.match(FUNCTION);
  if (name === undefined) throw cursor.error('expected an intrinsic function');
  cursor.spaces().expect('(');
  const args: Argument[] = [];
  if (!cursor.spaces().take(')')) {
    do args.push(argumentAt(cursor.spaces(), name === 'States.Format' && args.length === 0));
    while (cursor.spaces().take(','));
    cursor.expect(')');
  }
  return { source: cursor.text.slice(start, cursor.at), name, args };
}

function argumentAt(cursor: Cursor, template: boolean): Argument {
  if (cursor.char === "'") return { kind: 'value', value: literal(cursor, template) };
  if (cursor.char === '$') return { kind: 'path', path: pathAt(cursor) };
  if (cursor.char === 'S') return { kind: 'call', call: callAt(cursor) };
  const text = cursor.match(WORD) ?? cursor.match(NUMBER);
  if (text === undefined) throw cursor.error('expected a quoted string, a number, a path or a function');
  return { kind: 'value', value: JSON.parse(text) as Json };
}

/** Single-quoted. A backslash keeps `'`, `{`, `}` and itself; the template of Format sees to its own braces. */
function literal(cursor: Cursor, template: boolean): string {
  let value = '';
  for (cursor.at += 1; !cursor.done; cursor.at += 1) {
    if (cursor.take("'")) return value;
    const next = cursor.text[cursor.at + 1] ?? '';
    if (cursor.char === '\\' && "'{}\\".includes(next) && next !== '') {
      if (template && next !== "'") value += '\\';
      cursor.at += 1;
    }
    value += cursor.char;
  }
  throw cursor.error('unterminated string');
}
