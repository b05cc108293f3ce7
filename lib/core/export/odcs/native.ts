import type { Accept, Check } from '../../checks/check.ts';
import type { Property } from '../../contract/property.ts';
import { isAll } from '../same-meaning.ts';

/** What a check is in the standard's own words. */
export type Native =
  | { says: 'type' }
  | { says: 'flag'; flag: 'required' | 'unique' }
  | { says: 'options'; options: Record<string, unknown> }
  | { says: 'quality'; quality: Record<string, unknown> };

/** The words of the standard for a check, where it has some that say neither more nor less. */
export function nativeOf(check: Check, property: Property | undefined): Native | undefined {
  const { kind, like, where, missing, optional, anyOf, past } = check;
  if (
    like !== undefined ||
    where ||
    missing ||
    optional !== property?.optional ||
    anyOf !== undefined ||
    past ||
    !Object.hasOwn(natives, kind)
  )
    return undefined;
  return natives[kind]?.(check, property);
}

type Args = Record<string, unknown>;

const natives: Record<string, (check: Check, property: Property | undefined) => Native | undefined> = {
  'allowed-values': (check) => {
    const { values = [], ...others } = given(check) as { values?: unknown[] };
    const plain = values.length > 0 && values.every((value) => value !== null) && isEmpty(others);
    return plain ? metric(check, 'invalidValues', { validValues: values }) : undefined;
  },
  length: (check, property) =>
    property?.logicalType === 'string' && isPlain(check) ? { says: 'options', options: given(check) } : undefined,
  'missing-values': (check) => metric(check, 'missingValues', { missingValues: given(check).markers }),
  'multiple-of': (check, property) =>
    isNumber(property) && isPlain(check)
      ? { says: 'options', options: { multipleOf: given(check).divisor } }
      : undefined,
  pattern: (check, property) => {
    const { pattern, negate: _, ...others } = given(check);
    if (given(check).negate || !isEmpty(others)) return undefined;
    return property?.logicalType === 'string' && isPlain(check)
      ? { says: 'options', options: { pattern } }
      : metric(check, 'invalidValues', { pattern });
  },
  range: (check, property) =>
    fitsRange(given(check), property) && isPlain(check) ? { says: 'options', options: given(check) } : undefined,
  required: (check) => (isPlain(check) ? { says: 'flag', flag: 'required' } : metric(check, 'nullValues')),
  'row-count': (check) => metric(check, 'rowCount'),
  'sql-value': sqlOf,
  type: (check, property) =>
    isPlain(check) && property?.logicalType === given(check).logicalType ? { says: 'type' } : undefined,
  unique: (check) => {
    const { ignore = 'any-missing', count: _, ...others } = given(check);
    // Only where no row may fail does it not matter how many of a key's rows are to blame.
    if (ignore !== 'any-missing' || !isEmpty(others) || (given(check).count === 'all' && !isAll(check.accept)))
      return undefined;
    if (check.columns.length === 0) return undefined;
    if (check.columns.length > 1) return metric(check, 'duplicateValues', { properties: check.columns });
    return isPlain(check) ? { says: 'flag', flag: 'unique' } : metric(check, 'duplicateValues');
  },
};

/** Arguments that are said. What a value of another type does, the standard leaves open. */
function given({ args }: Check): Args {
  const said = Object.entries((args ?? {}) as Args).filter(
    ([key, value]) => value !== undefined && key !== 'otherTypes',
  );
  return Object.fromEntries(said);
}

function isEmpty(args: object): boolean {
  return Object.entries(args).every(
    ([key, value]) => (key === 'dialect' && value === 'ecma') || (key === 'anchored' && value === 'none'),
  );
}

/** No row may fail, and one that does decides. */
function isPlain({ accept, severity }: Check): boolean {
  return isAll(accept) && severity === 'error';
}

function isNumber(property: Property | undefined): boolean {
  return property?.logicalType === 'number' || property?.logicalType === 'integer';
}

function fitsRange(args: Args, property: Property | undefined): boolean {
  if (args.not !== undefined && args.not !== false) return false;
  const values = Object.entries(args)
    .filter(([key]) => key !== 'not')
    .map(([, value]) => value);
  if (isNumber(property)) return values.every((value) => typeof value === 'number');
  const shape = property?.logicalType === 'date' ? /^\d{4}-\d\d-\d\d$/ : /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$/;
  const isMoment = property?.logicalType === 'date' || property?.logicalType === 'timestamp';
  return isMoment && values.every((value) => typeof value === 'string' && shape.test(value));
}

/** An entry of `quality`; undefined for a share of the considered rows, which the standard cannot bound. */
function metric({ accept, severity }: Check, name: string, args?: Args): Native | undefined {
  const bound = boundOf(accept);
  if (!bound) return undefined;
  const quality = {
    metric: name,
    ...(args ? { arguments: args } : {}),
    ...bound,
    ...(severity === 'error' ? {} : { severity }),
  };
  return { says: 'quality', quality };
}

function boundOf(accept: Accept): Args | undefined {
  if (isAll(accept)) return { mustBe: 0 };
  if ('mostly' in accept) return undefined;
  const { operator, value, unit } = accept;
  if (Array.isArray(value) && value[0] >= value[1]) return undefined;
  return { [operator]: value, ...(unit === 'percent' ? { unit } : {}) };
}

function sqlOf(check: Check): Native | undefined {
  const { query, ...limits } = given(check);
  const operator = operatorOf(limits);
  if (typeof query !== 'string' || !operator || !isPlain({ ...check, severity: 'error' })) return undefined;
  const severity = check.severity === 'error' ? {} : { severity: check.severity };
  return {
    says: 'quality',
    quality: { type: 'sql', query: query.replaceAll('{batch}', '{object}'), ...operator, ...severity },
  };
}

function operatorOf({ not, ...limits }: Args): Args | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = limits;
  const values = Object.values(limits);
  if (values.length === 0 || values.some((value) => typeof value !== 'number')) return undefined;
  if (minimum !== undefined && maximum !== undefined && values.length === 2) {
    if (minimum === maximum) return { [not ? 'mustNotBe' : 'mustBe']: minimum };
    return Number(minimum) < Number(maximum)
      ? { [not ? 'mustNotBeBetween' : 'mustBeBetween']: [minimum, maximum] }
      : undefined;
  }
  if (not || values.length > 1) return undefined;
  if (minimum !== undefined) return { mustBeGreaterOrEqualTo: minimum };
  if (maximum !== undefined) return { mustBeLessOrEqualTo: maximum };
  return exclusiveMinimum === undefined
    ? { mustBeLessThan: exclusiveMaximum }
    : { mustBeGreaterThan: exclusiveMinimum };
}
