import { settleAlternatives } from '../checks/alternatives.ts';
import type { FileFacts } from '../checks/files/data-file.ts';
import { summarize } from '../checks/judge.ts';
import type { Earlier } from '../checks/past/figure.ts';
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
import { judgeChecks } from './judge-checks.ts';
import { mergeProfiles } from './merge.ts';
import { cutWithinQuotes, foundDifferently, placed } from './placed.ts';
import type { Profile, ShardRecord } from './profile.ts';
import { typedApart } from './typed-apart.ts';
import { withFiles, withKeys } from './whole-counts.ts';

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
  const { judged, told, resolved } = judgeChecks(contract, profile, earlier);
  const drifted = drift ? dataDrift(contract, profile, baseline, drift) : [];
  const usual = history ? historyOf(profile, history.past, history.policy) : [];
  const checks = applyOverrides('data', [...settleAlternatives(judged), ...drifted, ...usual], overrides, decidedAt);
  const champion = typeof baseline === 'string' ? undefined : baseline;
  const facts = { ...factsOf(profile, champion, checks), figures: told.figures };
  const gate: GateRecord = { gate: 'data', ...summarize(checks, profile.rows), checks, decidedAt, facts };
  return { gate, profile: told, contract: resolved };
}

function nothing(decidedAt: string): GateRecord {
  const sentence = 'there is no data to judge; at least one file is needed';
  return { gate: 'data', verdict: 'inconclusive', sentence, checks: [], decidedAt };
}
