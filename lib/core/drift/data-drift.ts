import type { DataContract } from '../contract/contract.ts';
import type { CheckResult } from '../gate.ts';
import type { DriftPolicy } from '../policy/drift.ts';
import type { Profile } from '../profile/profile.ts';
import { binnings } from './binnings/registry.ts';
import { resultOf } from './checks/drift-check.ts';
import { columnsOf } from './column.ts';
import { driftOf } from './drift-of.ts';

/** Profile of the data that the model in production was trained on; or why there is none. */
export type Baseline = Profile | 'no champion' | 'not stored';

/** The drift checks of the data gate. Without a champion there is nothing to have drifted from, which is told and passes. */
export function dataDrift(
  contract: DataContract,
  current: Profile,
  baseline: Baseline,
  policy: DriftPolicy,
): CheckResult[] {
  if (baseline === 'no champion')
    return [without('pass', 'no model is in production yet, so nothing can have drifted')];
  if (baseline === 'not stored')
    return [
      without('inconclusive', 'the profile of what the model in production was trained on is not stored any more'),
    ];
  // A column that names rows has new values by right.
  const identifiers = contract.properties.filter(({ identifier }) => identifier).map(({ name }) => name);
  const ignored = Object.fromEntries(identifiers.map((name) => [name, { ignore: true }]));
  const options = { ...policy, columns: { ...ignored, ...policy.columns } };
  return driftOf(columnsOf(baseline), columnsOf(current), options, binnings[policy.binning]).checks;
}

function without(verdict: 'pass' | 'inconclusive', clause: string): CheckResult {
  return resultOf(
    'drift',
    'table',
    { verdict, observed: null, allowed: 'compared with the champion', clause },
    'error',
  );
}
