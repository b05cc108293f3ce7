import { IntrinsicFault } from '../errors.ts';
import { isObject, type Json } from '../json.ts';
import { type Intrinsic, type Sources, textAt } from './arguments.ts';

const PLACE = /\\(.)|\{\}/gs;

/** Objects and arrays inside a formatted text look as Java prints maps and lists: `{a=1, b=[2, 3]}`. */
function shown(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (!isObject(value)) return String(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}=${shown(item)}`)
    .join(', ')}}`;
}

const format: Intrinsic = (args) => {
  const template = textAt(args, 0);
  let used = 0;
  const text = template.replace(PLACE, (_, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    used += 1;
    return shown(args[used] ?? null);
  });
  if (used !== args.length - 1) {
    throw new IntrinsicFault(`The template has ${used} places {} for ${args.length - 1} arguments.`);
  }
  return text;
};

/** Every character of the splitter splits, and empty pieces are left out. */
const split: Intrinsic = (args) => {
  const splitters = new Set(textAt(args, 1));
  const pieces: string[] = [];
  let piece = '';
  for (const character of textAt(args, 0)) {
    if (splitters.has(character)) {
      pieces.push(piece);
      piece = '';
    } else {
      piece += character;
    }
  }
  return [...pieces, piece].filter((text) => text !== '');
};

/** A version 4 UUID from the injected source of randomness. */
export function uuid({ random }: Sources): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16));
  digits[12] = 4;
  digits[16] = 8 + ((digits[16] ?? 0) % 4);
  const text = digits.map((digit) => digit.toString(16)).join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}

export const TEXT: Record<string, Intrinsic> = {
  'States.Format': format,
  'States.StringSplit': split,
  'States.UUID': (_, sources) => uuid(sources),
};
