/** Markup that is safe to show as it is. Only `html` and `raw` make it. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Strings are escaped; numbers are coordinates (two decimals); `null`, `undefined` and `false` show nothing. */
export type Part = Markup | string | number | null | undefined | false | readonly Part[];

const longest = 2_000;
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Control characters and the marks that turn writing direction: both can make text show what it does not say. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Builds markup from a template; every string put into it is escaped, so that no field of a record can become markup. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.map((text, i) => text + (i < parts.length ? show(parts[i]) : '')).join(''));
}

/** Text of our own that is known to be safe, such as the style sheet. Never a field of a record. */
export function raw(text: string): Markup {
  return new Markup(text);
}

function show(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return Number.isFinite(part) ? String(Math.round(part * 100) / 100) : '0';
  return part instanceof Markup ? part.text : part.map(show).join('');
}

/** Text for element content and for quoted attributes: clipped, invisible characters spelled out. */
export function escapeText(text: string): string {
  return clip(text, longest)
    .toWellFormed()
    .replace(invisible, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/[&<>"']/g, (c) => entities[c] ?? '');
}

/** At most `characters` of the text, saying how long it was. */
export function clip(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters)}… (${text.length} characters)`;
}
