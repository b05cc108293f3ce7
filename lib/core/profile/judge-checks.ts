import type { Check } from '../checks/check.ts';
import { type Earlier, figuresOf } from '../checks/past/figure.ts';
import { judgeBeside } from '../checks/past/judge-past.ts';
import { bind } from '../checks/registry.ts';
import type { DataContract } from '../contract/contract.ts';
import type { CheckResult } from '../gate.ts';
import { hidesFigure, maskedResult, withoutObserved } from './masked.ts';
import type { CheckCounts, Profile } from './profile.ts';

interface JudgedChecks {
  judged: Array<{ check: Check; result: CheckResult }>;
  /** What is kept of the profile: numbers of the whole, and no value that nobody is to see. */
  told: Profile & { figures: NonNullable<Profile['figures']> };
  /** With the limits that earlier data told as numbers. */
  resolved: DataContract;
}

/** The checks of a contract on what was counted of the whole data, beside the numbers of earlier data. */
export function judgeChecks(contract: DataContract, profile: Profile, earlier: Earlier): JudgedChecks {
  const counted = contract.checks.flatMap((check, index) => {
    const counts = profile.checks[index];
    return counts ? [{ check, counts: withoutPast(check, counts, contract) }] : [];
  });
  const beside = counted.map(({ check, counts }) => judgeBeside(check, counts, earlier));
  const shown = counted.filter(({ check }) => !hidesFigure(check, contract));
  const checks = beside.map(({ check, counts }) => toldOf(contract, check, counts));
  return {
    judged: beside.map(({ check, counts, result }) => ({
      check,
      result: maskedResult(check, counts, result, contract),
    })),
    told: { ...profile, checks, figures: figuresOf(profile.rows, shown) },
    resolved: { ...contract, checks: beside.map(({ check }) => check) },
  };
}

/** What is not kept of earlier data cannot be compared with. */
function withoutPast(check: Check, counts: CheckCounts, contract: DataContract): CheckCounts {
  if (!check.past || counts.error || !hidesFigure(check, contract)) return counts;
  const message =
    'it may tell a value of a sensitive column, so that it is not kept, and nothing is known of earlier data';
  return { ...withoutObserved(check, counts, contract), error: { message } };
}

/** What parts were merged by has done its work. */
function toldOf(contract: DataContract, check: Check, { far: _, value: __, ...counts }: CheckCounts): CheckCounts {
  return withoutObserved(check, withObserved(check, counts), contract);
}

/** With the figure of the whole that its parts tell. */
function withObserved(check: Check, counts: CheckCounts): CheckCounts {
  const bound = bind(check);
  const whole = bound.whole(counts);
  if (whole.observed !== undefined || !isFigure.has(check.kind)) return whole;
  const observed = bound.judge?.(whole)?.observed;
  return observed === undefined || observed === null ? whole : { ...whole, observed };
}

const isFigure = new Set(['statistic', 'association', 'partition-distance']);
