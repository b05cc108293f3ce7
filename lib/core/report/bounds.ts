export interface Bound {
  side: 'min' | 'max';
  value: number;
  /** Who asks for it: `required` by the policy, or by comparison with the champion. */
  check: string;
}

const pattern = /(≥|>=|at least|≤|<=|at most)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(%)?/giu;

/** Bounds that a check's `allowed` states, e.g. `≥ 0.9 and ≤ 1`; percent become shares of 1. Empty where it states none. */
export function boundsIn(allowed: string, check = ''): Bound[] {
  return [...allowed.slice(0, 500).matchAll(pattern)].map(([, sign = '', digits = '', percent]) => ({
    side: /≥|>=|least/i.test(sign) ? 'min' : 'max',
    value: Number(digits) / (percent ? 100 : 1),
    check,
  }));
}
