import { type Bound, noRow } from '../checks/bound.ts';
import type { Check } from '../checks/check.ts';
import type { ColumnProfile, Profile } from '../profile/profile.ts';
import { beyond } from './beyond.ts';
import type { DataContract } from './contract.ts';
import type { Property } from './property.ts';

export interface InferenceSource {
  /** What the data is called. */
  name: string;
  profile: Profile;
  /** Columns of which no value comes twice. */
  unique: ReadonlySet<string>;
}

/** A text of more different values is no category. */
const mostCategories = 30;
/** A category is seen this often on average, or it is chance that there are few. */
const leastRepeats = 5;
/** Values that the data did not show are let through in a few rows: it is a sample of what is to come. */
const newValues: Bound = { operator: 'mustBeLessOrEqualTo', value: 5, unit: 'percent' };

/** The contract that data suggests: types, what is never missing and never repeated, ranges well outside of what was seen. */
export function inferContract({ name, profile, unique }: InferenceSource): DataContract {
  const least: Bound = { operator: 'mustBeGreaterOrEqualTo', value: Math.ceil(profile.rows / 2), unit: 'rows' };
  return {
    format: 'odcs',
    file: name,
    name,
    properties: profile.columns.map((column) => propertyOf(column, unique.has(column.name))),
    checks: [
      checkOf('row-count', [], {}, least),
      ...profile.columns.flatMap((column) => columnChecks(column, profile.rows, unique.has(column.name))),
    ],
  };
}

function propertyOf(column: ColumnProfile, unique: boolean): Property {
  const { name, logicalType } = column;
  return { name, logicalType, required: isComplete(column), unique, identifier: false };
}

function columnChecks(column: ColumnProfile, rows: number, unique: boolean): Check[] {
  const { name, logicalType } = column;
  const own = (kind: string, args: object, accept?: Bound) => checkOf(kind, [name], args, accept);
  const limits = limitsOf(column);
  const categories = categoriesOf(column);
  return [
    own('type', { logicalType }),
    ...(rows > 0 && isComplete(column) ? [own('required', {})] : []),
    ...(unique ? [own('unique', {})] : []),
    ...(limits ? [own('range', limits)] : []),
    ...(categories ? [own('allowed-values', { values: categories }, newValues)] : []),
  ];
}

function isComplete({ nulls, nans, valid }: ColumnProfile): boolean {
  return valid > 0 && nulls + nans === 0;
}

/** Time goes on, so dates have no limits. */
function limitsOf({ logicalType, min, max }: ColumnProfile): object | undefined {
  if (typeof min !== 'number' || typeof max !== 'number') return undefined;
  const { minimum, maximum } = beyond(min, max);
  return logicalType === 'integer'
    ? { minimum: Math.floor(minimum), maximum: Math.ceil(maximum) }
    : { minimum, maximum };
}

function categoriesOf({ logicalType, values, valid }: ColumnProfile): string[] | undefined {
  if (logicalType !== 'string' || !values || values.length === 0 || values.length > mostCategories) return undefined;
  return valid / values.length < leastRepeats ? undefined : values.map(({ value }) => value).sort();
}

function checkOf(kind: string, columns: string[], args: object, accept = noRow): Check {
  return { kind, columns, args, accept, severity: 'error', source: { file: 'inferred', line: 1, key: kind } };
}
