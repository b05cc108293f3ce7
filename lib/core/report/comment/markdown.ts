/**
 * Text of others in GitHub's Markdown. Numeric entities are never markup, not even to a table; what becomes a link, a mention or a
 * reference after Markdown was read is broken by a word joiner, which nobody sees.
 */

/** Between characters that may not meet: U+2060. */
const joiner = '\u2060';

/** Every control, format, private and unassigned character, half of a pair, and every break of a line. */
const invisible = /[\p{C}\p{Zl}\p{Zp}\s]+/gu;

const longestText = 600;

/** On one line, shortened, as it reads; cannot begin or end anything, mention anybody or link anywhere. */
export function text(value: string, longest = longestText): string {
  return entities(plain(value, longest), /[^\p{L}\p{M}\p{N} .,;:()+=%/?!'≥≤×–—…·±-]/gu)
    .replaceAll(/&#(35|64);/g, `&#$1;${joiner}`)
    .replaceAll(/:(?=\/)/g, '&#58;')
    .replaceAll(/\b(www)\./gi, `$1&#46;${joiner}`)
    .replaceAll(/\b(GH)-(?=\d)/gi, `$1&#45;${joiner}`);
}

/** The same in the font of code: ids, names, values. Nothing in it is looked at for mentions or links. */
export function code(value: string, longest = 160): string {
  const inner = entities(plain(value, longest), /[^\p{L}\p{M}\p{N} ,.;()=+%≥≤-]/gu);
  return `<code>${inner.replaceAll(/\b(www)\./gi, '$1&#46;')}</code>`;
}

/** A link of ours: `url` is made here and never by others. */
export function link(label: string, url: string): string {
  return `<a href="${entities(url, /[^\w:/.?=&%#-]/g)}">${label}</a>`;
}

/** A table; every cell must have been made by the functions above. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function plain(value: string, longest: number): string {
  const line = value.toWellFormed().replaceAll(invisible, ' ').trim();
  if (line.length <= longest) return line;
  return `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function entities(value: string, unsafe: RegExp): string {
  return value.replaceAll(unsafe, (character) => `&#${character.codePointAt(0)};`);
}
