import type { Expression } from '../../checks/past/expression.ts';
import type { Operand } from './syntax.ts';

/** The sum of two operands, or their difference; undefined for what cannot be added. */
export function added(a: Operand, b: Operand, sign: 1 | -1): Operand | undefined {
  if ('number' in a && 'number' in b) return { number: a.number + sign * b.number };
  if ('seconds' in a && 'seconds' in b) return { seconds: a.seconds + sign * b.seconds };
  if ('now' in a && 'seconds' in b) return { now: a.now + sign * b.seconds };
  return ofPast(a, sign === 1 ? '+' : '-', b);
}

/** Their product, or ratio. */
export function multiplied(a: Operand, b: Operand, times: boolean): Operand | undefined {
  if ('number' in a && 'number' in b && (times || b.number !== 0))
    return { number: times ? a.number * b.number : a.number / b.number };
  if ('number' in a && 'seconds' in b && times) return { seconds: a.number * b.seconds };
  return ofPast(a, times ? '*' : '/', b);
}

function ofPast(a: Operand, sign: '+' | '-' | '*' | '/', b: Operand): Operand | undefined {
  const [left, right] = [expressionOf(a), expressionOf(b)];
  return left && right && ('past' in a || 'past' in b) ? { past: { sign, left, right } } : undefined;
}

/** An operand that is a number once earlier data is known. */
export function expressionOf(operand: Operand): Expression | undefined {
  if ('past' in operand) return operand.past;
  return 'number' in operand ? operand : undefined;
}
