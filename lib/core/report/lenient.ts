/** Reads facts of a gate, which are plain JSON of unknown shape: what is not as expected is absent, never an error. */
export function objectIn(value: unknown, key: string): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
  const inner = (value as Record<string, unknown>)[key];
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? (inner as Record<string, unknown>)
    : null;
}

export function finiteIn(value: Record<string, unknown> | null, key: string): number | null {
  const inner = value && Object.hasOwn(value, key) ? value[key] : null;
  return typeof inner === 'number' && Number.isFinite(inner) ? inner : null;
}

export function finiteList(value: unknown): number[] | null {
  return Array.isArray(value) && value.every((v) => typeof v === 'number' && Number.isFinite(v)) ? value : null;
}
