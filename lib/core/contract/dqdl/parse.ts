import { Cursor } from './cursor.ts';
import { operators, parseCondition, seesCondition } from './parse-condition.ts';
import type { Expression, Rule } from './syntax.ts';
import type { Ruleset } from './tokens.ts';

const maxNesting = 50;
const sections = 'Rules, Analyzers, DefaultLabels or a constant';

/**
 * Reads a ruleset of the Data Quality Definition Language.
 * @throws InputError `contract-invalid` with file, line and column.
 */
export function parseRuleset(ruleset: Ruleset): { rules: Expression[]; analyzers: Rule[] } {
  const cursor = new Cursor(ruleset);
  const constants = new Map<string, string>();
  let rules: Expression[] | undefined;
  const analyzers: Rule[] = [];
  while (cursor.peek().kind !== 'end') {
    const { value, at } = cursor.peek();
    const name = cursor.peek().kind === 'word' ? cursor.next().value : undefined;
    if (name === undefined) throw cursor.unexpected(sections);
    cursor.expect('=');
    if (name === 'Rules') {
      if (rules) throw cursor.fault(at, 'Rules is there twice');
      rules = list(cursor, () => expression(cursor, constants, 0));
    } else if (name === 'Analyzers') analyzers.push(...list(cursor, () => parseRule(cursor, constants)));
    else if (name === 'DefaultLabels') labels(cursor);
    else if (cursor.peek().kind === 'text') constants.set(name, cursor.next().value);
    else throw cursor.fault(at, `got ${JSON.stringify(value)}; ${sections} expected, and a constant is a text`);
  }
  if (!rules) throw cursor.unexpected('Rules = [ … ]');
  return { rules, analyzers };
}

function list<T>(cursor: Cursor, item: () => T): T[] {
  cursor.expect('[');
  const items: T[] = [];
  while (!cursor.sees(']')) {
    items.push(item());
    if (!cursor.takes(',') && !cursor.sees(']')) throw cursor.unexpected('a comma or ]');
  }
  cursor.next();
  return items;
}

/** One rule, or several in parentheses that `and` or `or` combines. */
function expression(cursor: Cursor, constants: Map<string, string>, depth: number): Expression {
  if (depth > maxNesting) throw cursor.fault(cursor.peek().at, `nested more than ${maxNesting} deep`);
  if (!cursor.sees('(')) return { rule: parseRule(cursor, constants) };
  const parts = [parenthesised(cursor, constants, depth)];
  const word = cursor.sees('or') ? 'or' : 'and';
  while (cursor.takes(word)) parts.push(parenthesised(cursor, constants, depth));
  if (cursor.sees('and') || cursor.sees('or'))
    throw cursor.fault(cursor.peek().at, '`and` beside `or` needs parentheses that say which is first');
  if (parts.length === 1) return parts[0] as Expression;
  return word === 'or' ? { any: parts } : { all: parts };
}

function parenthesised(cursor: Cursor, constants: Map<string, string>, depth: number): Expression {
  cursor.expect('(');
  const inner = expression(cursor, constants, depth + 1);
  cursor.expect(')');
  return inner;
}

function parseRule(cursor: Cursor, constants: Map<string, string>): Rule {
  const { kind, value: type, at } = cursor.peek();
  if (kind !== 'word') throw cursor.unexpected('a rule');
  cursor.next();
  const rule: Rule = { type, parameters: parameters(cursor, constants), tags: new Map(), labels: {}, at, text: '' };
  if (seesCondition(cursor)) rule.condition = parseCondition(cursor);
  for (;;) {
    if (cursor.takes('where')) rule.where = cursor.text('a condition').value;
    else if (cursor.takes('with')) tag(cursor, rule);
    else if (cursor.sees('labels')) rule.labels = labels(cursor);
    else break;
  }
  const { kind: after, value: word } = cursor.peek();
  if (after === 'word' && !['and', 'or'].includes(word.toLowerCase())) throw cursor.unexpected(expectedAfter(rule));
  return { ...rule, text: cursor.slice(at, cursor.passed) };
}

/** What a word behind a rule was to be. */
function expectedAfter({ parameters, condition }: Rule): string {
  const name = parameters.length === 0 ? 'a name in double quotes, ' : '';
  return `${condition ? '' : `${name}an operator (${operators}), `}where, with, labels, a comma or ]`;
}

function parameters(cursor: Cursor, constants: Map<string, string>): Rule['parameters'] {
  const found: Rule['parameters'] = [];
  for (;;) {
    const { kind, value, at } = cursor.peek();
    if (kind === 'text') found.push({ value, at });
    else if (cursor.takes('$')) {
      const constant = constants.get(cursor.peek().value);
      if (constant === undefined)
        throw cursor.unexpected(`a constant (${[...constants.keys()].join(', ') || 'none is defined'})`);
      found.push({ value: constant, at });
    } else return found;
    cursor.next();
  }
}

function tag(cursor: Cursor, rule: Rule): void {
  if (cursor.takes('threshold')) {
    rule.threshold = parseCondition(cursor);
    return;
  }
  const { kind, value, at } = cursor.peek();
  if (kind !== 'word' && kind !== 'text') throw cursor.unexpected('threshold or a tag such as format');
  cursor.next();
  if (!cursor.sees('='))
    throw cursor.fault(
      at,
      `got ${JSON.stringify(value)}; threshold, or a tag with its value such as format = "…", expected`,
    );
  cursor.next();
  const listed = cursor.sees('[');
  const values = listed ? list(cursor, () => cursor.text('a text').value) : [tagValue(cursor)];
  rule.tags.set(value, { values, list: listed, at });
}

function tagValue(cursor: Cursor): string {
  return cursor.peek().kind === 'number' ? cursor.next().value : cursor.text('the value of the tag').value;
}

function labels(cursor: Cursor): Record<string, string> {
  if (cursor.takes('labels')) cursor.expect('=');
  const pairs = list(cursor, () => {
    const key = cursor.text('a label').value;
    cursor.expect('=');
    return [key, cursor.text('the value of a label').value] as const;
  });
  return Object.fromEntries(pairs);
}
