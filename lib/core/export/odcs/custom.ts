import type { Check } from '../../checks/check.ts';
import { expectationOf } from '../great-expectations/expectation-of.ts';

/** A check that the standard has no word for: as the expectation that it was, or in our own form. */
export function customOf(check: Check): Record<string, unknown> {
  const { kind, columns, like, args, where, accept, missing, optional, anyOf, past, severity, origin } = check;
  if (origin?.format === 'great-expectations')
    return { type: 'custom', engine: 'greatExpectations', implementation: expectationOf(check) };
  const implementation = {
    kind,
    ...(columns.length > 0 ? { columns } : {}),
    ...(like === undefined ? {} : { like }),
    args,
    ...(where ? { where } : {}),
    accept,
    ...(missing ? { missing } : {}),
    ...(optional ? { optional } : {}),
    ...(anyOf === undefined ? {} : { anyOf }),
    ...(past ? { past } : {}),
    ...(severity === 'error' ? {} : { severity }),
    ...(origin ? { origin } : {}),
  };
  return { type: 'custom', engine: 'signalbox', implementation: withoutUndefined(implementation) };
}

/** As JSON has it: what is not there is not written. */
function withoutUndefined(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
