/** What each directive of strptime reads, as Python's own table has it: RE2, lower and upper case alike. */
const shapes: Record<string, string> = {
  a: 'mon|tue|wed|thu|fri|sat|sun',
  A: 'monday|tuesday|wednesday|thursday|friday|saturday|sunday',
  b: 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec',
  B: 'january|february|march|april|may|june|july|august|september|october|november|december',
  d: '3[01]|[12][0-9]|0[1-9]|[1-9]| [1-9]',
  f: '[0-9]{1,6}',
  G: '[0-9]{4}',
  H: '2[0-3]|[01][0-9]|[0-9]',
  I: '1[0-2]|0[1-9]|[1-9]',
  j: '36[0-6]|3[0-5][0-9]|[12][0-9]{2}|0[0-9]{2}|[0-9]{1,2}',
  m: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5][0-9]|[0-9]',
  p: 'am|pm',
  S: '6[01]|[0-5][0-9]|[0-9]',
  u: '[1-7]',
  U: '5[0-3]|[0-4][0-9]|[0-9]',
  V: '5[0-3]|0[1-9]|[1-4][0-9]|[0-9]',
  w: '[0-6]',
  W: '5[0-3]|[0-4][0-9]|[0-9]',
  y: '[0-9]{2}',
  Y: '[0-9]{4}',
  z: '[+-][0-9]{2}:?[0-5][0-9](:?[0-5][0-9](\\.[0-9]{1,6})?)?|Z',
  Z: '[a-z]{3,5}',
  '%': '%',
};

/**
 * RE2 of the texts that a format may read, about the whole text. The engine's own strptime reads a year of one digit, and
 * blanks that are not in the format; it knows days that no month has, which this does not.
 */
export function shapeOf(format: string): string {
  return format.replace(/%-?(.)|\s+|./gsu, (found, letter: string | undefined) => {
    if (letter !== undefined) return `(${shapes[letter] ?? '.*'})`;
    return /^\s/.test(found) ? '\\s+' : found.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
}
