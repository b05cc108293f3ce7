import { aggregates, mostEarlier } from '../../checks/past/expression.ts';
import { expressionOf } from './arithmetic.ts';
import type { Cursor } from './cursor.ts';
import type { Operand } from './syntax.ts';

const functions = ['now', 'last', ...aggregates, 'abs', 'index'];

/** `now()`, or what earlier data tells: `last()`, `avg(last(10))`. `inner` reads what stands in parentheses. */
export function parseCall(cursor: Cursor, inner: () => Operand): Operand {
  const { value: name, at } = cursor.next();
  const aggregate = aggregates.find((one) => one === name);
  if (!functions.includes(name))
    throw cursor.fault(at, `${JSON.stringify(name)} is no function; known: ${functions.join(', ')}`);
  if (name === 'last') {
    const last = afterLast(cursor);
    if (last === 1) return { past: { of: 'index', last, at: 0 } };
    const wanted = `one of ${aggregates.join(', ')} makes one of them, or index(last(${last}), 0)`;
    throw cursor.fault(at, `last(${last}) is ${last} numbers, and one is compared; ${wanted}`);
  }
  cursor.expect('(');
  const made = aggregate ? { past: { of: aggregate, last: lastOf(cursor) } } : ofOthers(name, cursor, inner);
  cursor.expect(')');
  if (aggregate === 'std' && 'past' in made && 'last' in made.past && made.past.last < 2)
    throw cursor.fault(at, 'one number has no std; std(last(k)) is of k from 2 on');
  return made;
}

function ofOthers(name: string, cursor: Cursor, inner: () => Operand): Operand {
  if (name === 'now') return { now: 0 };
  if (name === 'index') return indexed(cursor);
  const { at } = cursor.peek();
  const operand = inner();
  if ('number' in operand) return { number: Math.abs(operand.number) };
  const value = expressionOf(operand);
  if (!value) throw cursor.fault(at, 'abs is of a number');
  return { past: { of: 'abs', value } };
}

function indexed(cursor: Cursor): Operand {
  const last = lastOf(cursor);
  cursor.expect(',');
  const { at } = cursor.peek();
  const place = natural(cursor);
  if (place < last) return { past: { of: 'index', last, at: place } };
  throw cursor.fault(at, `got ${place}; of last(${last}) there are those from 0, the newest, to ${last - 1}`);
}

function lastOf(cursor: Cursor): number {
  if (!cursor.sees('last')) throw cursor.unexpected('last(k)');
  cursor.next();
  return afterLast(cursor);
}

/** How many; without a number, the newest. */
function afterLast(cursor: Cursor): number {
  cursor.expect('(');
  if (cursor.takes(')')) return 1;
  const { at } = cursor.peek();
  const count = natural(cursor);
  if (count < 1 || count > mostEarlier)
    throw cursor.fault(at, `got ${count}; last takes a whole number from 1 to ${mostEarlier}`);
  cursor.expect(')');
  return count;
}

function natural(cursor: Cursor): number {
  const { kind, value } = cursor.peek();
  if (kind !== 'number' || !/^\d{1,9}$/.test(value)) throw cursor.unexpected('a whole number');
  cursor.next();
  return Number(value);
}
