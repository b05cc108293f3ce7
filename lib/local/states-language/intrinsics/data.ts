import { IntrinsicFault } from '../errors.ts';
import { parseJson } from '../json.ts';
import { type Intrinsic, objectAt, textAt, valueAt } from './arguments.ts';

const merge: Intrinsic = (args) => {
  if (args[2] !== false)
    throw new IntrinsicFault('Only a shallow merge is supported: the third argument must be false.');
  return { ...objectAt(args, 0), ...objectAt(args, 1) };
};

const parse: Intrinsic = (args) => {
  const text = textAt(args, 0);
  if (text.trim() === '') return null;
  try {
    const value = parseJson(text);
    return value === 0 ? 0 : value;
  } catch {
    throw new IntrinsicFault('The input is not a JSON text.');
  }
};

export const DATA: Record<string, Intrinsic> = {
  'States.JsonMerge': merge,
  'States.StringToJson': parse,
  'States.JsonToString': (args) => JSON.stringify(valueAt(args, 0)),
};
