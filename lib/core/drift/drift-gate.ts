import { summarize } from '../checks/judge.ts';
import type { GateRecord } from '../gate.ts';
import { factsOf } from '../profile/facts.ts';
import type { Profile } from '../profile/profile.ts';
import { formatNumber } from '../report/format.ts';
import type { Drift } from './drift-of.ts';

/** What was compared, as a data gate that asks about drift alone. `profiles`: for plots, where there are any. */
export function driftGate(
  drift: Drift,
  rows: { reference: number; current: number },
  decidedAt: string,
  profiles?: { reference: Profile; current: Profile },
): GateRecord {
  const { checks, columns, compared, drifted, untold } = drift;
  const facts = profiles ? factsOf(profiles.current, profiles.reference, checks) : { rows: rows.current };
  const { verdict, sentence } = summarize(checks, rows.current);
  const sizes = `${formatNumber(rows.current)} rows against ${formatNumber(rows.reference)}`;
  return {
    gate: 'data',
    verdict,
    sentence: `${drifted.length} of ${compared} columns drifted, ${sizes}${verdict === 'pass' ? '' : `; ${sentence}`}`,
    checks,
    decidedAt,
    facts: { ...facts, comparedWith: 'the reference', referenceRows: rows.reference, drift: { columns, untold } },
  };
}
