/** A date with the name of its month, or with slashes, as people write limits; after it anything that may be a time. */
const spelled = /^([a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2}\.? [a-z]{3,9},? \d{4}|\d{1,2}\/\d{1,2}\/\d{4})\b/i;

/** A moment as ISO 8601 where it is spelled in words or, month first, with slashes; any other text as it is. */
export function isoMoment(text: string): string {
  if (!spelled.test(text)) return text;
  const ms = Date.parse(`${text} UTC`);
  return Number.isNaN(ms) ? text : new Date(ms).toISOString().replace(/(\.000)?Z$/, '');
}
