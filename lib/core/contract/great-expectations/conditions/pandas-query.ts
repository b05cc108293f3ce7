import { wholeOf } from '../../../big-whole.ts';
import type { Comparison, Condition, Scalar } from '../../../checks/condition.ts';
import { Scanner } from '../scanner.ts';

/**
 * The part of `DataFrame.query` that compares columns: `==`, `!=`, `<`, `<=`, `>`, `>=`, chains of them, `in`, `not in`,
 * `.isnull()`, `.notnull()`, `.isin([…])`, `and`, `or`, `not` and their signs. Arithmetic, `@names` and other calls are refused.
 */
export function parsePandasQuery(text: string): Condition {
  const scanner = new Scanner(text);
  const condition = readOr(scanner);
  return scanner.ended() ? condition : scanner.fail('`and`, `or` or the end of the condition');
}

function readOr(scanner: Scanner): Condition {
  const parts = [readAnd(scanner)];
  while (scanner.take(/\|\|?|or\b/y)) parts.push(readAnd(scanner));
  return joined('any', parts);
}

function readAnd(scanner: Scanner): Condition {
  const parts = [readNot(scanner)];
  while (scanner.take(/&&?|and\b/y)) parts.push(readNot(scanner));
  return joined('all', parts);
}

function joined(word: 'all' | 'any', parts: Condition[]): Condition {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  return word === 'all' ? { all: parts } : { any: parts };
}

function readNot(scanner: Scanner): Condition {
  if (scanner.take(/~|not\b/y)) return { not: scanner.nested(() => readNot(scanner)) };
  if (!scanner.take(/\(/y)) return readComparison(scanner);
  const inner = scanner.nested(() => readOr(scanner));
  scanner.expect(/\)/y, '`)`');
  return inner;
}

type Operand = { column: string } | { value: Scalar };

function readComparison(scanner: Scanner): Condition {
  const first = readOperand(scanner);
  if ('column' in first) {
    const method = readMethod(scanner, first.column);
    if (method) return method;
  }
  const parts: Condition[] = [];
  let left = first;
  for (let operator = readOperator(scanner); operator !== undefined; operator = readOperator(scanner)) {
    if (operator === 'in' || operator === 'not in') {
      parts.push(membership(scanner, left, operator, readList(scanner)));
      break;
    }
    const right = scanner.take(/(?=\[)/y) ? undefined : readOperand(scanner);
    if (right === undefined) {
      // `x == [1, 2]` is `x in [1, 2]` to pandas.
      const sense = operator === '==' ? 'in' : operator === '!=' ? 'not in' : scanner.fail('a value');
      parts.push(membership(scanner, left, sense, readList(scanner)));
      break;
    }
    parts.push(comparison(scanner, left, operator, right));
    left = right;
  }
  // A column of booleans says it by itself.
  if (parts.length === 0 && 'column' in first) return comparison(scanner, first, '==', { value: true });
  return parts.length === 0 ? scanner.fail('a comparison') : joined('all', parts);
}

function readOperator(scanner: Scanner): Comparison | 'in' | 'not in' | undefined {
  const sign = scanner.take(/==|!=|<=|>=|<|>|in\b|not\s+in\b/y)?.[0].replace(/\s+/, ' ');
  return sign as Comparison | 'in' | 'not in' | undefined;
}

const flipped: Record<Comparison, Comparison> = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function comparison(scanner: Scanner, left: Operand, operator: Comparison, right: Operand): Condition {
  if ('column' in left) {
    const value = 'column' in right ? { column: right.column } : right.value;
    return { column: left.column, operator, value, missing: 'pandas' };
  }
  if (!('column' in right)) scanner.fail('a column on one side of the comparison');
  return { column: right.column, operator: flipped[operator], value: left.value, missing: 'pandas' };
}

function membership(scanner: Scanner, left: Operand, operator: 'in' | 'not in', values: Scalar[]): Condition {
  return 'column' in left
    ? { column: left.column, operator, values, missing: 'pandas' }
    : scanner.fail('a column before `in`');
}

function readOperand(scanner: Scanner): Operand {
  const value = readScalar(scanner);
  if (value) return value;
  const quoted = scanner.take(/`([^`]+)`/y);
  if (quoted) return { column: quoted[1] ?? '' };
  return { column: scanner.expect(/[\p{L}_][\p{L}\p{N}_]*/uy, 'a column or a value')[0] };
}

const words: Record<string, Scalar> = { True: true, False: false, None: null };

/** A number, a text, True, False or None. */
function readScalar(scanner: Scanner): { value: Scalar } | undefined {
  const number = scanner.take(/[+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y);
  if (number) return { value: wholeOf(number[0].replaceAll('_', '')) };
  const quoted = scanner.take(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/sy);
  if (quoted) return { value: unescaped(quoted[1] ?? quoted[2] ?? '') };
  const word = scanner.take(/(?:True|False|None)\b/y);
  return word && { value: words[word[0]] ?? null };
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' };

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
}

function readList(scanner: Scanner): Scalar[] {
  const close = scanner.expect(/[[(]/y, 'a list')[0] === '[' ? /\]/y : /\)/y;
  const values: Scalar[] = [];
  while (!scanner.take(close)) {
    values.push((readScalar(scanner) ?? scanner.fail('a value')).value);
    if (!scanner.take(/,/y)) {
      scanner.expect(close, '`,` or the end of the list');
      break;
    }
  }
  return values;
}

function readMethod(scanner: Scanner, column: string): Condition | undefined {
  const name = scanner.take(/\.(\w+)\(/y)?.[1];
  if (name === undefined) return scanner.take(/(?=[.(])/y) ? scanner.fail('a comparison') : undefined;
  if (name === 'isin') {
    const values = readList(scanner);
    scanner.expect(/\)/y, '`)`');
    return { column, operator: 'in', values, missing: 'pandas' };
  }
  const is = { isnull: 'null', isna: 'null', notnull: 'present', notna: 'present' } as const;
  if (!Object.hasOwn(is, name)) scanner.fail('isin, isnull, isna, notnull or notna as the method');
  scanner.expect(/\)/y, '`)`');
  return { column, is: is[name as keyof typeof is] };
}
