/** Words of rules for the data itself. */
const ownNames = new Set(['batch', 'primary']);

export const referenceNamesAllowed =
  'a letter and then letters, digits, _ . or -, at most 100 together, but not batch or primary, which are the data itself';

/** Whether a data set may have this name: SQL of the user can say it, and it is not the data's own. */
export function isReferenceName(name: string): boolean {
  return /^[A-Za-z][\w.-]{0,99}$/.test(name) && !ownNames.has(name.toLowerCase());
}
