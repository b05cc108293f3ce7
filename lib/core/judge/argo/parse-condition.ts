import { type BinaryOperator, type Condition, type Expression, precedences } from './condition.ts';
import { Cursor } from './cursor.ts';
import { closures, functions } from './functions.ts';

/** In expr-lang's numbers: `not` reaches over arithmetic and not over comparisons, a sign only over `**`. */
const unaries = { not: 50, '-': 90, '+': 90 } as const;

/**
 * Parses a `successCondition` or `failureCondition` of an Argo Rollouts AnalysisTemplate: the part of expr-lang that Argo's
 * documents use. Nothing of it is ever executed as code. Arguments such as `{{args.limit}}` must be filled in before.
 * @throws InputError `condition-invalid` that names the character and what was expected there.
 */
export function parseCondition(text: string): Condition {
  const cursor = new Cursor(text);
  const root = parse(cursor, 0);
  if (cursor.next.kind !== 'end') throw cursor.expected('an operator or the end');
  return { text, root };
}

function parse(cursor: Cursor, least: number): Expression {
  return cursor.deeper(() => {
    let left = parsePostfix(cursor, parsePrimary(cursor));
    for (let found = operatorAt(cursor, least); found; found = operatorAt(cursor, least)) {
      left = parseBinary(cursor, left, found);
    }
    return least === 0 && cursor.next.text === '?' && cursor.next.kind === 'sign' ? parseChoice(cursor, left) : left;
  });
}

type Found = { operator: BinaryOperator; negated: boolean };

/** The binary operator that comes next, if it binds at least so tightly. `not` may stand before `in`. */
function operatorAt(cursor: Cursor, least: number): Found | undefined {
  const negated = cursor.word === 'not' && cursor.afterNext === 'in';
  const word = negated ? 'in' : cursor.word;
  if (word === undefined || !Object.hasOwn(precedences, word)) return undefined;
  const operator = word as BinaryOperator;
  return precedences[operator] >= least ? { operator, negated } : undefined;
}

function parseBinary(cursor: Cursor, left: Expression, { operator, negated }: Found): Expression {
  const { at } = cursor.take();
  if (negated) cursor.take();
  const binds = precedences[operator];
  const right = parse(cursor, operator === '**' ? binds : binds + 1);
  const made: Expression = { kind: 'binary', operator, left, right, at };
  if (negated) return { kind: 'unary', operator: 'not', of: made, at };
  const chained = isOrder(operator) && cursor.word !== undefined && isOrder(cursor.word);
  if (!chained) return made;
  // 0.9 <= result <= 1 is two comparisons.
  const rest = parseBinary(cursor, right, { operator: cursor.word as BinaryOperator, negated: false });
  return { kind: 'binary', operator: 'and', left: made, right: rest, at };
}

function isOrder(word: string): boolean {
  return ['<', '>', '<=', '>='].includes(word);
}

function parseChoice(cursor: Cursor, when: Expression): Expression {
  const { at } = cursor.take();
  const then = parse(cursor, 0);
  cursor.expect(':');
  return { kind: 'choice', when, then, otherwise: parse(cursor, 0), at };
}

function parsePrimary(cursor: Cursor): Expression {
  const token = cursor.next;
  const word = cursor.word;
  if (word !== undefined && Object.hasOwn(unaries, word)) {
    cursor.take();
    const operator = word as keyof typeof unaries;
    return { kind: 'unary', operator, of: parse(cursor, unaries[operator]), at: token.at };
  }
  if (token.kind === 'number' || token.kind === 'string') {
    cursor.take();
    return { kind: 'literal', value: token.value };
  }
  if (token.kind === 'name') return parseName(cursor);
  if (token.text === '(') {
    cursor.take();
    const inner = parse(cursor, 0);
    cursor.expect(')');
    return inner;
  }
  if (token.text === '[') {
    cursor.take();
    return { kind: 'list', items: parseUntil(cursor, ']') };
  }
  if (token.text === '#' || token.text === '.') return parseElement(cursor);
  throw cursor.expected('a value');
}

/** `#`, and `.name` for `#.name`. */
function parseElement(cursor: Cursor): Expression {
  if (!cursor.inPredicate)
    throw cursor.invalid(
      `\`${cursor.next.text}\` stands for an element, and only in ${Object.keys(closures).join(', ')}`,
    );
  if (cursor.next.text === '#') cursor.take();
  return { kind: 'element' };
}

const constants: Record<string, boolean | null> = { true: true, false: false, nil: null };

function parseName(cursor: Cursor): Expression {
  const { text, at } = cursor.next;
  if (text === 'result') {
    cursor.take();
    return { kind: 'result' };
  }
  if (Object.hasOwn(constants, text)) {
    cursor.take();
    return { kind: 'literal', value: constants[text] ?? null };
  }
  if (Object.hasOwn(functions, text) || Object.hasOwn(closures, text)) {
    cursor.take();
    cursor.expect('(');
    return Object.hasOwn(closures, text) ? parseClosure(cursor, text, at) : parseCall(cursor, text, at);
  }
  const known = ['result', ...Object.keys(constants), ...Object.keys(functions), ...Object.keys(closures)];
  throw cursor.invalid(`unknown name ${JSON.stringify(text)}; known: ${known.join(', ')}`);
}

function parseCall(cursor: Cursor, name: string, at: number): Expression {
  const [least, most] = functions[name]?.takes ?? [0, 0];
  const of = parseUntil(cursor, ')');
  if (of.length >= least && of.length <= most) return { kind: 'call', name, of, at };
  const takes = least === most ? `${least}` : `${least} to ${most}`;
  throw cursor.invalid(`${name} takes ${takes} values, got ${of.length}`, at);
}

/** The predicate stands in braces or not: `all(result, {# > 1})`, `all(result, # > 1)`. */
function parseClosure(cursor: Cursor, name: string, at: number): Expression {
  const over = parse(cursor, 0);
  cursor.expect(',');
  const braced = cursor.next.text === '{';
  if (braced) cursor.take();
  const predicate = cursor.withPredicate(() => parse(cursor, 0));
  if (braced) cursor.expect('}');
  cursor.expect(')');
  return { kind: 'closure', name, over, predicate, at };
}

function parseUntil(cursor: Cursor, close: ')' | ']'): Expression[] {
  const items: Expression[] = [];
  while (cursor.next.text !== close || cursor.next.kind !== 'sign') {
    if (items.length > 0) cursor.expect(',', `\`,\` or \`${close}\``);
    items.push(parse(cursor, 0));
  }
  cursor.take();
  return items;
}

function parsePostfix(cursor: Cursor, of: Expression): Expression {
  const { kind, text, at } = cursor.next;
  if (kind !== 'sign' || (text !== '.' && text !== '[')) return of;
  cursor.take();
  let key: Expression;
  if (text === '.') {
    if (cursor.next.kind !== 'name') throw cursor.expected('a field name');
    key = { kind: 'literal', value: cursor.take().text };
  } else {
    key = parse(cursor, 0);
    cursor.expect(']');
  }
  return parsePostfix(cursor, { kind: 'member', of, key, at });
}
