import { IntrinsicFault } from '../errors.ts';
import { equal, type Json } from '../json.ts';
import { arrayAt, type Intrinsic, integerAt, valueAt } from './arguments.ts';

const LONGEST_RANGE = 1000;

const partition: Intrinsic = (args) => {
  const items = arrayAt(args, 0);
  const size = integerAt(args, 1);
  if (size < 1) throw new IntrinsicFault('The chunk size must be a positive integer.');
  return Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );
};

const range: Intrinsic = (args) => {
  const [first, last, step] = [integerAt(args, 0), integerAt(args, 1), integerAt(args, 2)];
  if (step === 0) throw new IntrinsicFault('The step must not be 0.');
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > LONGEST_RANGE) throw new IntrinsicFault(`The range must not exceed ${LONGEST_RANGE} items.`);
  return Array.from({ length: count }, (_, index) => first + index * step);
};

const getItem: Intrinsic = (args) => {
  const items = arrayAt(args, 0);
  const index = integerAt(args, 1);
  const item = index < 0 ? undefined : items[index];
  if (item === undefined) throw new IntrinsicFault(`Index ${index} is out of bounds for length ${items.length}.`);
  return item;
};

function unique(items: Json[]): Json[] {
  const kept = new Map<string, Json[]>();
  return items.filter((item) => {
    // The kind is a cheap first sieve; equality within it is deep and blind to the order of keys.
    const sieve = typeof item === 'object' ? 'deep' : JSON.stringify(item);
    const alike = kept.get(sieve) ?? [];
    if (alike.some((other) => equal(item, other))) return false;
    kept.set(sieve, [...alike, item]);
    return true;
  });
}

export const ARRAY: Record<string, Intrinsic> = {
  'States.Array': (args) => args,
  'States.ArrayPartition': partition,
  'States.ArrayContains': (args) => arrayAt(args, 0).some((item) => equal(item, valueAt(args, 1))),
  'States.ArrayRange': range,
  'States.ArrayGetItem': getItem,
  'States.ArrayLength': (args) => arrayAt(args, 0).length,
  'States.ArrayUnique': (args) => unique(arrayAt(args, 0)),
};
