/** GitHub's payloads are some eight deep. */
const deepest = 64;

/**
 * The JSON in these bytes; undefined for what is not UTF-8, not JSON, nested too deep, or tries to reach a prototype.
 */
export function strictJson(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return isTame(value, deepest) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isTame(value: unknown, depth: number): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (depth === 0 || Object.hasOwn(value, '__proto__')) return false;
  return Object.values(value).every((inner) => isTame(inner, depth - 1));
}
