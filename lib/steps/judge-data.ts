import { canonicalJson } from '../core/canonical-json.ts';
import { reachOf } from '../core/checks/past/allowed.ts';
import type { Baseline } from '../core/drift/data-drift.ts';
import type { CheckResult, GateRecord } from '../core/gate.ts';
import { lastOf } from '../core/history/history-of.ts';
import type { Policy } from '../core/policy/schema.ts';
import { type DataGate, dataGate } from '../core/profile/data-gate.ts';
import { type Profile, profileSchema, type ShardRecord, shardRecordSchema } from '../core/profile/profile.ts';
import type { Shard } from '../core/run.ts';
import type { JudgeOutput, StepContext } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { ObjectStore, Ports } from '../ports.ts';
import { readJson } from './records/json-object.ts';
import { readChampion } from './support/champion.ts';
import { fileFacts, filesOfShards } from './support/file-facts.ts';
import { pastProfiles } from './support/past-profiles.ts';
import { repeatedKeysOf } from './support/repeated-keys.ts';
import { readRunContract } from './support/run-contract.ts';
import { readAdmission, readRequest, readShards, writeGate } from './support/run-records.ts';

/** Does the drop keep its contract? Merges the profiles of all files and judges every check on the whole. */
export async function judgeData({ runId }: StepContext, ports: Ports): Promise<JudgeOutput> {
  const { store } = ports;
  const { policy } = await readAdmission(store, runId);
  const shards = await readShards(store, runId);
  const { records, missing } = await readRecords(store, runId, shards);
  const decidedAt = ports.clock.now().toISOString();
  const judged: Omit<DataGate, 'contract'> =
    missing.length > 0
      ? { gate: incomplete(missing, shards.length, decidedAt), profile: null }
      : await judgeRecords(runId, { shards, records }, policy, ports, decidedAt);
  if (judged.profile) await writeBaseline(store, runId, judged.profile);
  const failed = judged.gate.checks.filter(({ failing }) => failing && failing.count > 0);
  if (failed.length > 0) await store.put(layout.failedRows(runId), canonicalJson(failed.map(rowsOf)));
  await writeGate(store, runId, judged.gate);
  return { verdict: judged.gate.verdict, sentence: judged.gate.sentence };
}

async function judgeRecords(
  runId: string,
  { shards, records }: { shards: Shard[]; records: ShardRecord[] },
  policy: Policy,
  { store, workDir, names }: Ports,
  decidedAt: string,
): Promise<DataGate> {
  const { data, overrides } = policy;
  const contract = await readRunContract(store, runId);
  const { requestedAt } = await readRequest(store, runId);
  const past = await pastOf(store, runId, policy, reachOf(contract.checks));
  return dataGate(contract, records, {
    baseline: await baselineOf(store),
    drift: data.drift,
    history: data.history && { past, policy: data.history },
    earlier: past === 'sample' ? past : past.map(({ rows, figures }) => figures ?? { 'row-count': rows }),
    decidedAt,
    overrides,
    files: fileFacts(filesOfShards(shards, records, names.data), requestedAt),
    repeatedKeys: await repeatedKeysOf(runId, records, { store, workDir }),
  });
}

async function readRecords(store: ObjectStore, runId: string, shards: Shard[]) {
  const records: ShardRecord[] = [];
  const missing: Shard[] = [];
  for (const shard of shards) {
    const stored = await readJson(store, layout.shardProfile(runId, shard.index), shardRecordSchema);
    if (stored) records.push(stored.value);
    else missing.push(shard);
  }
  return { records, missing };
}

/** Data that nobody looked at cannot pass. */
function incomplete(missing: Shard[], total: number, decidedAt: string): GateRecord {
  const named = missing.slice(0, 5).map(({ key }) => key);
  const sentence = `${missing.length} of ${total} files have no profile: ${named.join(', ')}; all are needed`;
  return { gate: 'data', verdict: 'inconclusive', sentence, checks: [], decidedAt };
}

async function baselineOf(store: ObjectStore): Promise<Baseline> {
  const champion = await readChampion(store);
  if (!champion) return 'no champion';
  const stored = await readJson(store, layout.profile(champion.manifest.data.snapshot), profileSchema);
  return stored?.value ?? 'not stored';
}

/** As many as the policy or the contract looks at. A sample of a workload says nothing of how much data is usual. */
async function pastOf(
  store: ObjectStore,
  runId: string,
  { data: { history }, pullRequest }: Policy,
  reach: number,
): Promise<Profile[] | 'sample'> {
  const { snapshot, machine } = await readRequest(store, runId);
  const whole = pullRequest.data === 'champion' && pullRequest.samplePercent === 100;
  if (machine === 'pull_request' && !whole) return 'sample';
  const last = Math.max(history ? lastOf(history) : 0, reach);
  return last === 0 ? [] : pastProfiles(store, last, snapshot);
}

/** What later runs compare with; hashes of keys have done their work by now. */
async function writeBaseline(store: ObjectStore, runId: string, profile: Profile): Promise<void> {
  const { snapshot, machine } = await readRequest(store, runId);
  // It may be of the champion's own data, by a contract that nobody agreed to yet.
  if (machine === 'pull_request') return;
  const checks = profile.checks.map(({ keys: _, ...counts }) => counts);
  await store.put(layout.profile(snapshot), canonicalJson({ ...profile, checks }));
}

function rowsOf({ check, subject, sentence, failing }: CheckResult) {
  return { check, subject, sentence, ...failing };
}
