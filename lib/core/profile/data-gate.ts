import { settleAlternatives } from '../checks/alternatives.ts';
import type { Check } from '../checks/check.ts';
import { judgeCheck, summarize } from '../checks/judge.ts';
import { bind } from '../checks/registry.ts';
import type { DataContract } from '../contract/contract.ts';
import { expandColumns } from '../contract/expand-columns.ts';
import { type Baseline, dataDrift } from '../drift/data-drift.ts';
import type { GateRecord } from '../gate.ts';
import { historyOf } from '../history/history-of.ts';
import { applyOverrides } from '../override.ts';
import type { DriftPolicy } from '../policy/drift.ts';
import type { HistoryPolicy } from '../policy/history.ts';
import type { Policy } from '../policy/schema.ts';
import { factsOf } from './facts.ts';
import { maskedResult, withoutObserved } from './masked.ts';
import { mergeProfiles } from './merge.ts';
import { cutWithinQuotes, foundDifferently, placed } from './placed.ts';
import type { CheckCounts, Profile, ShardRecord } from './profile.ts';
import { typedApart } from './typed-apart.ts';

export interface DataGate {
  gate: GateRecord;
  /** Of all files together; null when one could not be read. */
  profile: Profile | null;
  /** With one check for each column that a pattern found. */
  contract: DataContract;
}

export interface DataGateOptions {
  /** Of the data that the model in production was trained on: for plots, and for drift. @default no champion */
  baseline?: Baseline;
  /** How far the data may have moved from it. @default not checked */
  drift?: DriftPolicy | undefined;
  /** What the data of earlier releases says, oldest first. @default not checked */
  history?: { past: Profile[]; policy: HistoryPolicy } | undefined;
  /** Failing rows of each check that are kept. @default 20 */
  samples?: number | 'all' | undefined;
  /** ISO 8601, UTC. */
  decidedAt: string;
  overrides?: Policy['overrides'];
  /** How many rows of all records repeat a key, of checks whose keys were too many to carry, by their index. */
  repeatedKeys?: ReadonlyMap<number, number>;
}

/**
 * Judges the profiles of all files of a drop against its contract.
 */
export function dataGate(
  asked: DataContract,
  records: ShardRecord[],
  {
    baseline = 'no champion',
    drift,
    history,
    samples,
    decidedAt,
    overrides = [],
    repeatedKeys = new Map(),
  }: DataGateOptions,
): DataGate {
  const profiled = records.filter((record) => record.status === 'profiled');
  const contract = expandColumns(asked, profiled[0]?.profile.found ?? {});
  const faults = [cutWithinQuotes(profiled), foundDifferently(profiled)];
  const unreadable = [
    ...records.flatMap((record) => (record.status === 'unreadable' ? [record.error] : [])),
    ...faults.flatMap((fault) => fault ?? []),
  ];
  const [first] = unreadable;
  if (first) {
    const sentence =
      records.length === 1
        ? first.sentence
        : `${unreadable.length} of ${records.length} files cannot be read: ${first.sentence}`;
    const gate: GateRecord = { gate: 'data', verdict: 'fail', sentence, checks: [], decidedAt, unreadable: first };
    return { gate, profile: null, contract };
  }
  if (profiled.length === 0) return { gate: nothing(decidedAt), profile: null, contract };
  const profile = withKeys(mergeProfiles(typedApart(contract, placed(profiled)), samples), repeatedKeys);
  const judged = contract.checks.flatMap((check, index) => {
    const counts = profile.checks[index];
    return counts ? [{ check, result: maskedResult(check, counts, judgeCheck(check, counts), contract) }] : [];
  });
  const drifted = drift ? dataDrift(contract, profile, baseline, drift) : [];
  const usual = history ? historyOf(profile, history.past, history.policy) : [];
  const checks = applyOverrides('data', [...settleAlternatives(judged), ...drifted, ...usual], overrides, decidedAt);
  const facts = factsOf(profile, typeof baseline === 'string' ? undefined : baseline, checks);
  const gate: GateRecord = { gate: 'data', ...summarize(checks, profile.rows), checks, decidedAt, facts };
  const checksTold = profile.checks.map((counts, at) => toldOf(contract, counts, at));
  return { gate, profile: { ...profile, checks: checksTold }, contract };
}

function toldOf(contract: DataContract, counts: CheckCounts, at: number): CheckCounts {
  const check = contract.checks[at];
  return check ? withoutObserved(check, withObserved(check, counts), contract) : counts;
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

/** What repeats a key in the whole, where that was counted apart. */
function withKeys(profile: Profile, repeated: ReadonlyMap<number, number>): Profile {
  const checks = profile.checks.map((counts, at) => {
    const failing = repeated.get(at);
    return failing === undefined || !counts.keys ? counts : { ...counts, failing };
  });
  return { ...profile, checks };
}

function nothing(decidedAt: string): GateRecord {
  const sentence = 'there is no data to judge; at least one file is needed';
  return { gate: 'data', verdict: 'inconclusive', sentence, checks: [], decidedAt };
}
