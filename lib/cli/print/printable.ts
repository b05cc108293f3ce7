/** Everything that moves a terminal's cursor, changes its colours or turns the direction of its text; but not newline and tab. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

function spellOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Text that cannot command the terminal: data, file names and sentences of others are hostile until shown so. */
export function printable(text: string): string {
  return text.toWellFormed().replace(unprintable, spellOut);
}

/** On one line. */
export function oneLine(text: string): string {
  return printable(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** JSON of the same value, without any character that could command the terminal. */
export function printableJson(value: unknown): string {
  return (JSON.stringify(value, null, 2) ?? 'null').replace(unprintable, spellOut);
}
