import { InputError } from '../errors.ts';
import { allowedValues } from './allowed-values.ts';
import type { BoundCheck, Check, CheckKind } from './check.ts';
import { length } from './length.ts';
import { missingValues } from './missing-values.ts';
import { multipleOf } from './multiple-of.ts';
import { pattern } from './pattern.ts';
import { range } from './range.ts';
import { required } from './required.ts';
import { rowCount } from './row-count.ts';
import { type } from './type.ts';
import { unique } from './unique.ts';

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
