import { type JsonObject, setKey } from '../json.ts';

export const DELIMITERS: Record<string, string> = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

/** Rows of RFC 4180 text: quoted fields may hold delimiters, line breaks and doubled quotes. Empty lines are skipped. */
export function csvRows(text: string, delimiter = ','): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [field, next] = text[at] === '"' ? quoted(text, at) : bare(text, at, delimiter);
    row.push(field);
    at = next;
    if (text[at] === delimiter) {
      at += 1;
      if (at === text.length) row.push('');
      if (at < text.length && !isBreak(text[at])) continue;
      if (at < text.length) row.push('');
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

function isBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

function quoted(text: string, start: number): [string, number] {
  let field = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return [field + text.slice(at), text.length];
    field += text.slice(at, quote);
    if (text[quote + 1] !== '"') return [field, quote + 1];
    field += '"';
    at = quote + 2;
  }
}

function bare(text: string, start: number, delimiter: string): [string, number] {
  let at = start;
  while (at < text.length && text[at] !== delimiter && !isBreak(text[at])) at += 1;
  return [text.slice(start, at), at];
}

/** One object a row. Missing fields become empty strings; fields beyond the headers are dropped. */
export function records(headers: string[], rows: string[][]): JsonObject[] {
  return rows.map((row) => {
    const record: JsonObject = {};
    for (const [index, header] of headers.entries()) setKey(record, header, row[index] ?? '');
    return record;
  });
}
