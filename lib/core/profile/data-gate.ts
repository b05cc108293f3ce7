import { settleAlternatives } from '../checks/alternatives.ts';
import type { Check } from '../checks/check.ts';
import type { FileFacts } from '../checks/files/data-file.ts';
import { summarize } from '../checks/judge.ts';
import { type Earlier, figuresOf } from '../checks/past/figure.ts';
import { judgeBeside } from '../checks/past/judge-past.ts';
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
import { hidesFigure, maskedResult, withoutObserved } from './masked.ts';
import { mergeProfiles } from './merge.ts';
import { cutWithinQuotes, foundDifferently, placed } from './placed.ts';
import type { CheckCounts, Profile, ShardRecord } from './profile.ts';
import { typedApart } from './typed-apart.ts';

export interface DataGate {
  gate: GateRecord;
  /** Of all files together; null when one could not be read. */
  profile: Profile | null;
  /** With one check for each column that a pattern found, and the limits that earlier data told as numbers. */
  contract: DataContract;
}

export interface DataGateOptions {
  /** Of the data that the model in production was trained on: for plots, and for drift. @default no champion */
  baseline?: Baseline;
  /** How far the data may have moved from it. @default not checked */
  drift?: DriftPolicy | undefined;
  /** What the data of earlier releases says, oldest first; nothing of a sample. @default not checked */
  history?: { past: Profile[] | 'sample'; policy: HistoryPolicy } | undefined;
  /** The numbers of earlier data that checks compare with, oldest first. @default there is none */
  earlier?: Earlier | undefined;
  /** Failing rows of each check that are kept. @default 20 */
  samples?: number | 'all' | undefined;
  /** ISO 8601, UTC. */
  decidedAt: string;
  overrides?: Policy['overrides'];
  /** How many rows of all records repeat a key, of checks whose keys were too many to carry, by their index. */
  repeatedKeys?: ReadonlyMap<number, number>;
  /** What checks of files are judged by. @default nothing is known of them */
  files?: FileFacts | undefined;
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
    earlier = [],
    samples,
    decidedAt,
    overrides = [],
    repeatedKeys = new Map(),
    files,
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
  const merged = mergeProfiles(typedApart(contract, placed(profiled)), samples);
  const profile = withFiles(withKeys(merged, repeatedKeys), contract, files);
  const counted = contract.checks.flatMap((check, index) => {
    const counts = profile.checks[index];
    return counts ? [{ check, counts: withoutPast(check, counts, contract) }] : [];
  });
  const beside = counted.map(({ check, counts }) => judgeBeside(check, counts, earlier));
  const judged = beside.map(({ check, counts, result }) => ({
    check,
    result: maskedResult(check, counts, result, contract),
  }));
  const drifted = drift ? dataDrift(contract, profile, baseline, drift) : [];
  const usual = history ? historyOf(profile, history.past, history.policy) : [];
  const checks = applyOverrides('data', [...settleAlternatives(judged), ...drifted, ...usual], overrides, decidedAt);
  const figures = figuresOf(
    profile.rows,
    counted.filter(({ check }) => !hidesFigure(check, contract)),
  );
  const facts = { ...factsOf(profile, typeof baseline === 'string' ? undefined : baseline, checks), figures };
  const gate: GateRecord = { gate: 'data', ...summarize(checks, profile.rows), checks, decidedAt, facts };
  const checksTold = beside.map(({ check, counts }) => toldOf(contract, check, counts));
  const resolved = { ...contract, checks: beside.map(({ check }) => check) };
  return { gate, profile: { ...profile, checks: checksTold, figures }, contract: resolved };
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

/** What repeats a key in the whole, where that was counted apart. */
function withKeys(profile: Profile, repeated: ReadonlyMap<number, number>): Profile {
  const checks = profile.checks.map((counts, at) => {
    const failing = repeated.get(at);
    return failing === undefined || !counts.keys ? counts : { ...counts, failing };
  });
  return { ...profile, checks };
}

/** With the verdicts of checks of the files, which no part of the data tells. */
function withFiles(profile: Profile, { checks: all }: DataContract, files: FileFacts | undefined): Profile {
  if (!files) return profile;
  const checks = profile.checks.map((counts, at) => {
    const check = all[at];
    const judged = check && bind(check).ofFiles?.(files);
    return judged ? { ...counts, judged, observed: judged.observed } : counts;
  });
  return { ...profile, checks };
}

function nothing(decidedAt: string): GateRecord {
  const sentence = 'there is no data to judge; at least one file is needed';
  return { gate: 'data', verdict: 'inconclusive', sentence, checks: [], decidedAt };
}
