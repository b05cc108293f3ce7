import { InputError } from '../errors.ts';
import type { BoundCheck, Check, CheckKind } from './check.ts';
import { allowedValues } from './kinds/allowed-values.ts';
import { length } from './kinds/length.ts';
import { missingValues } from './kinds/missing-values.ts';
import { multipleOf } from './kinds/multiple-of.ts';
import { pattern } from './kinds/pattern.ts';
import { range } from './kinds/range.ts';
import { required } from './kinds/required.ts';
import { rowCount } from './kinds/row-count.ts';
import { type } from './kinds/type.ts';
import { unique } from './kinds/unique.ts';

/** Every kind of check: key = file name = the kind's own name. */
export const checkKinds: Record<string, CheckKind> = {
  'allowed-values': allowedValues,
  length,
  'missing-values': missingValues,
  'multiple-of': multipleOf,
  pattern,
  range,
  required,
  'row-count': rowCount,
  type,
  unique,
};

/** @throws InputError `contract-invalid` for a kind that is not in the registry or arguments that are not its own. */
export function bind(check: Check): BoundCheck {
  const kind = Object.hasOwn(checkKinds, check.kind) ? checkKinds[check.kind] : undefined;
  if (kind) return kind.bind(check);
  const { file, line } = check.source;
  const known = Object.keys(checkKinds).join(', ');
  throw new InputError(
    'contract-invalid',
    `${file}:${line}: no check is called ${JSON.stringify(check.kind)}; known: ${known}`,
  );
}
