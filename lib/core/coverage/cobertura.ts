/** Hundredths of a percent of the lines, rounded down so that 89.999 % is not 90 %; or why the file says nothing. */
export type Coverage = { hundredths: number } | { fault: string };

/**
 * How a Cobertura report is read, here and by the build's script: the attributes of its root element and nothing else. No XML
 * parser sees the file, so there are no entities to expand and nothing to fetch.
 */
export const cobertura = {
  largestBytes: 33_554_432,
  root: '<coverage([ \\t\\r\\n][^<>]*)>',
  attribute: (name: string) => `[ \\t\\r\\n]${name}=["']([0-9.]{1,20})["']`,
  faults: {
    missing: 'the checks did not write it',
    tooLong: 'it is longer than 33554432 bytes',
    entities: 'it declares XML entities, which nobody needs to tell a coverage',
    noRoot: 'it is no Cobertura report: it has no element `coverage`',
    noLines: 'it counts no line',
    noNumber: 'it tells neither `lines-covered` of `lines-valid` nor a `line-rate` from 0 to 1',
  },
} as const;

/** Reads a Cobertura report; `undefined` where the checks wrote none. Format: cobertura.sourceforge.net/xml/coverage-04.dtd. */
export function readCobertura(bytes: Uint8Array | undefined): Coverage {
  const { faults } = cobertura;
  if (!bytes) return { fault: faults.missing };
  if (bytes.length > cobertura.largestBytes) return { fault: faults.tooLong };
  // Like the script's bytes: every character that matters here is ASCII.
  const text = new TextDecoder('latin1').decode(bytes);
  if (text.includes('<!ENTITY')) return { fault: faults.entities };
  const root = new RegExp(cobertura.root).exec(text)?.[1];
  if (root === undefined) return { fault: faults.noRoot };
  const number = (name: string) => Number(new RegExp(cobertura.attribute(name)).exec(root)?.[1] ?? Number.NaN);
  return share(number('lines-covered'), number('lines-valid'), number('line-rate'));
}

/** Counted lines are exact; `line-rate` is rounded, and stands in where a tool does not count. */
function share(covered: number, valid: number, rate: number): Coverage {
  const counted = Number.isInteger(covered) && Number.isInteger(valid) && covered <= valid;
  if (counted && valid === 0) return { fault: cobertura.faults.noLines };
  if (counted) return { hundredths: Math.floor((covered * 10_000) / valid) };
  if (!(rate >= 0 && rate <= 1)) return { fault: cobertura.faults.noNumber };
  // 0.9318 * 10000 is 9318.000000000002 or 9317.999…: a report has at most six digits.
  return { hundredths: Math.floor(rate * 10_000 + 1e-6) };
}
