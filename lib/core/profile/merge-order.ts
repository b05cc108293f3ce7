import type { Json, Order } from './profile.ts';

/** Two parts after each other, and how many rows fail where they meet. */
export function mergeOrder(a: Order, b: Order): { order: Order; failing: 0 | 1 } {
  const order = { ...a, first: a.first ?? b.first, last: b.last ?? a.last };
  if (a.last === null || b.first === null) return { order, failing: 0 };
  const sign = compare(b.first, a.last, a.numeric);
  const fails = { '<': sign < 0, '<=': sign <= 0, '>': sign > 0, '>=': sign >= 0 }[a.sign];
  return { order, failing: fails ? 1 : 0 };
}

/** As the engine compares: numbers as numbers, with all digits of whole ones, and texts by their code points. */
function compare(a: Json, b: Json, numeric: boolean): number {
  const [x, y] = [String(a), String(b)];
  if (!numeric) return Buffer.compare(Buffer.from(x), Buffer.from(y));
  const whole = /^-?\d+$/.test(x) && /^-?\d+$/.test(y);
  return whole ? Number(BigInt(x) - BigInt(y)) : Number(x) - Number(y);
}
