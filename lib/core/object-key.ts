import { InputError } from './errors.ts';

const longestKeyBytes = 1024;

/**
 * Refuses a key that one of our stores could not hold as S3 does, or that could point outside a store.
 * Allowed: 1 to 1,024 bytes of UTF-8 without control characters (S3's XML answers cannot carry them), in segments
 * between slashes that are not empty, `.` or `..`. Throws InputError `bad-key`.
 */
export function assertObjectKey(key: string): void {
  const fault = faultOf(key);
  if (fault === undefined) return;
  const shown = JSON.stringify(key.length > 80 ? `${key.slice(0, 80)}…` : key);
  throw new InputError(
    'bad-key',
    `The object key ${shown} ${fault}; a key is 1 to ${longestKeyBytes} bytes of UTF-8 without control characters, and none of its segments is empty, "." or "..".`,
  );
}

function faultOf(key: string): string | undefined {
  if (key === '') return 'is empty';
  if (!key.isWellFormed()) return 'is not valid Unicode';
  const bytes = Buffer.byteLength(key);
  if (bytes > longestKeyBytes) return `is ${bytes} bytes long`;
  if (/\p{Cc}/u.test(key)) return 'has a control character';
  const bad = key.split('/').find((segment) => !isKeySegment(segment));
  return bad === undefined ? undefined : `has the segment ${JSON.stringify(bad)}`;
}

/** Whether this can stand between two slashes of a key. */
export function isKeySegment(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..';
}

/** Order of S3 listings: by UTF-8 bytes. Differs from `<` on strings where surrogate pairs meet U+E000 to U+FFFF. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
