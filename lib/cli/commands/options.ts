import { InvalidArgumentError } from 'commander';

/** An option that may be given more than once. */
export function collect(value: string, earlier: string[] | undefined): string[] {
  return [...(earlier ?? []), value];
}

/** A whole number from 1 up. */
export function count(text: string): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= 1) return value;
  throw new InvalidArgumentError('A whole number from 1 up is allowed.');
}

/** A number above 0. */
export function rate(text: string): number {
  const value = Number(text);
  if (/^\d{1,7}(\.\d{1,6})?$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError('A number above 0 is allowed.');
}

/** One character; `\t` stands for a tab, which shells make hard to type. */
export function delimiter(text: string): string {
  const character = text === '\\t' ? '\t' : text;
  if (character.length === 1) return character;
  throw new InvalidArgumentError('One character is allowed, or \\t for a tab.');
}
