import { isBigWhole } from '../../big-whole.ts';
import { sizeUnits } from '../../checks/files/bytes.ts';
import { added, multiplied } from './arithmetic.ts';
import type { Cursor } from './cursor.ts';
import { parseCall } from './parse-call.ts';
import { type Condition, keywords, type Operand, type Operator, signs } from './syntax.ts';

/** For messages. */
export const operators = `${signs.join(' ')} between, not between, in, not in, matches, not matches`;
const expected = `an operator: ${operators}`;
const unitSeconds: Record<string, number> = { minute: 60, hour: 3_600, day: 86_400, week: 604_800 };
const units = `minutes, hours, days or weeks; of sizes ${Object.keys(sizeUnits).join(', ')}`;
const maxNesting = 50;
const mostCharacters = 1_000;

/** Whether a condition begins here. */
export function seesCondition(cursor: Cursor): boolean {
  return [...signs, 'between', 'in', 'not', 'matches'].some((word) => cursor.sees(word));
}

export function parseCondition(cursor: Cursor): Condition {
  const { at } = cursor.peek();
  const sign = signs.find((one) => cursor.sees(one));
  if (sign) {
    cursor.next();
    return { operator: sign, operands: [operand(cursor)], at };
  }
  const not = cursor.takes('not') ? 'not ' : '';
  const word = ['between', 'in', 'matches'].find((one) => cursor.takes(one));
  if (!word) throw cursor.unexpected(not ? 'between, in or matches' : expected);
  return { operator: `${not}${word}` as Operator, operands: operandsOf(word, cursor), at };
}

function operandsOf(word: string, cursor: Cursor): Operand[] {
  if (word === 'matches') return [{ text: cursor.text('a regular expression').value }];
  if (word === 'in') return list(cursor);
  const low = operand(cursor);
  cursor.expect('and');
  return [low, operand(cursor)];
}

function list(cursor: Cursor): Operand[] {
  cursor.expect('[');
  const operands = [operand(cursor)];
  while (cursor.takes(',')) operands.push(operand(cursor));
  cursor.expect(']');
  return operands;
}

function operand(cursor: Cursor): Operand {
  if (cursor.peek().kind === 'text') return { text: cursor.next().value };
  const keyword = keywords.find((one) => cursor.sees(one.toLowerCase()));
  if (keyword) {
    cursor.next();
    return { keyword };
  }
  const { at } = cursor.peek();
  const made = sum(cursor, 0);
  const tooLarge = Object.values(made).find((value) => typeof value === 'number' && !Number.isFinite(value));
  if (tooLarge !== undefined)
    throw cursor.fault(at, `${JSON.stringify(cursor.slice(at, cursor.passed))} is too large to be calculated`);
  // It is walked as deep as it is long.
  if ('past' in made && cursor.passed - at > mostCharacters)
    throw cursor.fault(
      at,
      `an expression of ${cursor.passed - at} characters; at most ${mostCharacters} are calculated`,
    );
  return made;
}

/** Numbers, durations and moments, added and subtracted. */
function sum(cursor: Cursor, depth: number): Operand {
  const { at } = cursor.peek();
  let left = product(cursor, depth);
  while (cursor.sees('+') || cursor.sees('-')) {
    const minus = cursor.next().value === '-';
    left = added(left, product(cursor, depth), minus ? -1 : 1) ?? mixed(cursor, at);
  }
  return left;
}

function product(cursor: Cursor, depth: number): Operand {
  const { at } = cursor.peek();
  let left = atom(cursor, depth);
  while (cursor.sees('*') || cursor.sees('/')) {
    const times = cursor.next().value === '*';
    left = multiplied(left, atom(cursor, depth), times) ?? mixed(cursor, at);
  }
  return left;
}

function mixed(cursor: Cursor, at: number): never {
  throw cursor.fault(at, `${JSON.stringify(cursor.slice(at, cursor.passed))} mixes what cannot be calculated together`);
}

function atom(cursor: Cursor, depth: number): Operand {
  if (depth > maxNesting) throw cursor.fault(cursor.peek().at, `nested more than ${maxNesting} deep`);
  const sign = cursor.peek().at;
  if (cursor.takes('-')) return multiplied({ number: -1 }, atom(cursor, depth + 1), true) ?? mixed(cursor, sign);
  if (cursor.takes('(')) {
    const inner = sum(cursor, depth + 1);
    cursor.expect(')');
    return inner;
  }
  const { kind, value, at } = cursor.peek();
  if (kind === 'word' && cursor.sees('(', 1)) return parseCall(cursor, () => sum(cursor, depth + 1));
  if (kind !== 'number')
    throw cursor.unexpected(
      'a number, a text in double quotes, NULL, EMPTY, WHITESPACES_ONLY, now() or what earlier data tells, such as avg(last(10))',
    );
  cursor.next();
  const number = Number(value);
  if (!Number.isFinite(number)) throw cursor.fault(at, `${value} is too large for a number`);
  return measured(cursor, number) ?? { number, ...(isBigWhole(value) ? { digits: value } : {}) };
}

/** With a unit: a duration, or a size. */
function measured(cursor: Cursor, amount: number): Operand | undefined {
  const { kind, value, at } = cursor.peek();
  if (kind !== 'word' || ['and', 'or', 'where', 'with', 'labels'].includes(value.toLowerCase())) return undefined;
  const bytes = Object.entries(sizeUnits).find(([unit]) => unit === value.toUpperCase())?.[1];
  const seconds = unitSeconds[value.toLowerCase().replace(/s$/, '')];
  if (seconds === undefined && bytes === undefined)
    throw cursor.fault(at, `got ${JSON.stringify(value)} after a number; known: ${units}`);
  cursor.next();
  return seconds === undefined ? { bytes: amount * (bytes ?? 1) } : { seconds: amount * seconds };
}
