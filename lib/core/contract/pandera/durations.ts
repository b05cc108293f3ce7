import type { Check } from '../../checks/check.ts';
import type { Path } from '../../yaml-source.ts';
import type { Dtype } from './dtypes.ts';
import type { SchemaContext } from './schema-context.ts';

/** Durations are compared by their nanoseconds, as pandera writes them. */
export function ofDtype(check: Check, { unit }: Dtype, context: SchemaContext, path: Path): Check {
  if (unit === undefined) return check;
  const { values, ...limits } = check.args as { values?: unknown[] };
  const [only] = values ?? [];
  const equal = check.kind === 'allowed-values' && values?.length === 1 ? { minimum: only, maximum: only } : undefined;
  const given: Record<string, unknown> | undefined = check.kind === 'range' ? limits : equal;
  if (given && Object.values(given).every((limit) => typeof limit === 'number'))
    return { ...check, kind: 'duration', args: { ...given, unit } };
  return context.unsupported(
    `${check.origin?.name} of durations`,
    'they are compared with limits in nanoseconds only',
    path,
  );
}
