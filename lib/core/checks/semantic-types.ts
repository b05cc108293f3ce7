import type { Column } from './column.ts';
import { tested } from './javascript/sql.ts';
import { matches } from './matching.ts';

const octet = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const group = '[0-9a-fA-F]{1,4}';
/** RFC 4291: eight groups, or fewer with one `::` for the ones that are left out. */
const ipv6 = [
  `(${group}:){7}${group}`,
  ...Array.from({ length: 7 }, (_, left) => `(${group}:){1,${7 - left}}(:${group}){1,${left + 1}}`).slice(0, 6),
  `${group}:(:${group}){1,6}`,
  `:((:${group}){1,7}|:)`,
  `(${group}:){1,7}:`,
].join('|');

/** What the text of a semantic type looks like, whole. */
const patterns: Record<string, string> = {
  email:
    "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?([.][A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+",
  uuid: '[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}',
  url: '(https?|ftp)://[^ /?#]+([/?#][^ ]*)?',
  ipv4: `${octet}([.]${octet}){3}`,
  ipv6,
  'ip-address': `${octet}([.]${octet}){3}|${ipv6}`,
  ssn: '(00[1-9]|0[1-9][0-9]|[1-578][0-9]{2}|6[0-57-9][0-9]|66[0-57-9])[- ](0[1-9]|[1-9][0-9])[- ](000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})',
  'phone-number': '[+]?[0-9]{0,3}[-. ]?[(]?[0-9]{2,4}[)]?([-. ]?[0-9]{2,4}){2,4}',
  integer: '[+-]?[0-9]+',
  decimal: '[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?',
};

export const semanticTypes = [...Object.keys(patterns), 'credit-card'];

/** SQL that is true where the text is of the type. */
export function isOfType(column: Column, type: string): string {
  if (type === 'credit-card') return tested(column.text, 'luhn');
  return matches(column, `^(?:${patterns[type]})$`, { dialect: 'ecma', anchored: 'none' });
}
