import type { Intrinsic } from './arguments.ts';
import { ARRAY } from './array.ts';
import { DATA } from './data.ts';
import { ENCODING } from './encoding.ts';
import { MATH } from './math.ts';
import { TEXT } from './text.ts';

/** All 18 intrinsic functions by name. */
export const INTRINSICS: Record<string, Intrinsic> = { ...ARRAY, ...ENCODING, ...DATA, ...MATH, ...TEXT };

/** How many arguments each takes: [least, most]. */
export const ARITY: Record<string, [number, number]> = {
  'States.Array': [0, 10_000],
  'States.ArrayPartition': [2, 2],
  'States.ArrayContains': [2, 2],
  'States.ArrayRange': [3, 3],
  'States.ArrayGetItem': [2, 2],
  'States.ArrayLength': [1, 1],
  'States.ArrayUnique': [1, 1],
  'States.Base64Encode': [1, 1],
  'States.Base64Decode': [1, 1],
  'States.Hash': [2, 2],
  'States.JsonMerge': [3, 3],
  'States.StringToJson': [1, 1],
  'States.JsonToString': [1, 1],
  'States.MathRandom': [2, 3],
  'States.MathAdd': [2, 2],
  'States.Format': [1, 10_000],
  'States.StringSplit': [2, 2],
  'States.UUID': [0, 0],
};
