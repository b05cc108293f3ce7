import type { Check } from '../../checks/check.ts';

type Scalar = string | number | boolean;
type Args = Record<string, unknown>;

/**
 * A check of a column whose missing values are filled in before it: they fail where the value that is filled in does. Undefined
 * where that depends on the other rows, or takes more than a comparison.
 */
export function filled(check: Check, value: Scalar): Check | undefined {
  if (check.kind === 'type') return check;
  const holds = Object.hasOwn(tests, check.kind) ? tests[check.kind]?.(check.args as Args, value) : undefined;
  if (holds === undefined) return undefined;
  const { missing: _, ...others } = check;
  return holds ? others : { ...others, missing: 'fail' };
}

const tests: Record<string, (args: Args, value: Scalar) => boolean | undefined> = {
  'allowed-values': ({ values }, value) => isAmong(values, value),
  'forbidden-values': ({ values }, value) => !isAmong(values, value),
  length: ({ minLength = 0, maxLength = Number.POSITIVE_INFINITY }, value) =>
    typeof value === 'string' ? isWithin([...value].length, minLength, maxLength) : undefined,
  range: (limits, value) => {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = limits;
    if (typeof value !== 'number' || Object.values(limits).some((limit) => typeof limit === 'string')) return undefined;
    const [lowest, highest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    if (exclusiveMinimum !== undefined && value <= Number(exclusiveMinimum)) return false;
    if (exclusiveMaximum !== undefined && value >= Number(exclusiveMaximum)) return false;
    return isWithin(value, minimum ?? lowest, maximum ?? highest);
  },
};

function isWithin(value: number, least: unknown, most: unknown): boolean {
  return value >= Number(least) && value <= Number(most);
}

/** 1 is true, as in pandas. */
function isAmong(values: unknown, value: Scalar): boolean {
  const same = (one: unknown) => (typeof one === 'boolean' ? Number(one) : one);
  return Array.isArray(values) && values.some((one) => same(one) === same(value));
}
