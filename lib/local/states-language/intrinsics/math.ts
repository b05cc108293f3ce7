import { IntrinsicFault } from '../errors.ts';
import { type Intrinsic, integerAt } from './arguments.ts';

/** A small seeded generator (mulberry32): the same seed gives the same number, as Step Functions promises. */
function seeded(seed: number): number {
  let state = (seed + 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
}

const random: Intrinsic = (args, sources) => {
  const [from, to] = [integerAt(args, 0), integerAt(args, 1)];
  if (from >= to) throw new IntrinsicFault('The start must be smaller than the end.');
  const fraction = args.length > 2 ? seeded(integerAt(args, 2)) : sources.random();
  return from + Math.floor(fraction * (to - from));
};

export const MATH: Record<string, Intrinsic> = {
  'States.MathRandom': random,
  'States.MathAdd': (args) => integerAt(args, 0) + integerAt(args, 1),
};
