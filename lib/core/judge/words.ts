/** What sentences are made of: numbers as people read them. */

export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** Differences of shares: percentage points. */
export function points(difference: number): string {
  const value = Number((difference * 100).toPrecision(3));
  return `${value} ${value === 1 ? 'point' : 'points'}`;
}

let grouped: Intl.NumberFormat | undefined;

/** Whole numbers need no words of a language, which take longer to load than most data to judge. */
export function count(value: number): string {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
  grouped ??= new Intl.NumberFormat('en');
  return grouped.format(value);
}

/** Few are still more than none. */
export function perSecond(value: number): string {
  return value < 0.001 ? String(Number(value.toPrecision(1))) : count(value);
}

/** `5 of 45 requests (11.1 %)`. */
export function share(errors: number, requests: number, what = 'requests'): string {
  return `${count(errors)} of ${count(requests)} ${what} (${requests === 0 ? 'none' : percent(errors / requests)})`;
}

/** An e-value from its logarithm; beyond a million the digits say nothing to anybody. */
export function eValue(logE: number): string {
  if (logE > Math.log(1e6)) return 'more than a million';
  return count(Number(Math.exp(logE).toPrecision(3)));
}

export function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
