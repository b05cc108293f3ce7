import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { cobertura, readCobertura } from '../../core/coverage/cobertura.ts';
import { coverageBound, judgeCoverage } from '../../core/coverage/judge.ts';
import { InternalError } from '../../core/errors.ts';
import type { CheckResult as GateCheck, GateRecord } from '../../core/gate.ts';
import type { Policy } from '../../core/policy/schema.ts';
import type { ProjectName } from '../../core/step-io.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { coverageOf } from '../../steps/support/build-run.ts';
import { readChampion } from '../../steps/support/champion.ts';
import type { Stopwatch } from '../stopwatch.ts';
import { type CheckResult, runChecks } from '../workload/checks.ts';
import { lastLines } from '../workload/last-lines.ts';
import { runTraining } from '../workload/train.ts';
import { pythonVersion } from '../workload/venv.ts';
import type { Workloads } from '../workload/workloads.ts';
import { buildFailure, buildSucceeded } from './build-failure.ts';

export interface Builder {
  store: ObjectStore;
  workloads: Workloads;
  stopwatch: Stopwatch;
  onLine: (line: string) => void;
  /** Told of each command of the run as it starts. */
  onStart: (runId: string, pid: number) => void;
}

interface Build {
  runId: string;
  sourceKey: string;
  signal: AbortSignal;
}

/** Runs one of the build projects as CodeBuild would, with the workload's own commands in its virtual environment. */
export async function runProject(
  name: ProjectName,
  variables: Record<string, string>,
  signal: AbortSignal,
  builder: Builder,
): Promise<unknown> {
  const { SIGNALBOX_RUN_ID: runId, SIGNALBOX_SOURCE_KEY: sourceKey } = variables;
  if (!runId || !sourceKey) throw new InternalError('build-variables', `the ${name} build got no run id or source`);
  const projects = { checks: buildChecks, image: buildImage, train: buildModel };
  await projects[name]({ runId, sourceKey, signal }, builder);
  return buildSucceeded;
}

function digestOf(sourceKey: string): string {
  return basename(sourceKey, '.zip');
}

async function buildChecks(
  { runId, sourceKey, signal }: Build,
  { store, workloads, stopwatch, onLine, onStart: told }: Builder,
): Promise<void> {
  const source = await workloads.source(store, digestOf(sourceKey));
  const venv = await workloads.venv(source);
  const zip = await store.get(sourceKey);
  if (!zip) throw new InternalError('source-missing', `${sourceKey} is not in the store`);
  const { policy } = source;
  const { largestBytes } = cobertura;
  const report = policy.coverage && { path: policy.coverage.file, largestBytes };
  const ran = await stopwatch.workload(() =>
    runChecks({ zip: zip.bytes, venv, policy, report, signal, onLine, onStart: (pid) => told(runId, pid) }),
  );
  const { results } = ran;
  await store.put(layout.log(runId, 'checks'), results.map((one) => `$ ${one.command}\n${one.tail}`).join('\n'));
  const covered = policy.coverage && (await judgeReport(runId, ran.report, policy.coverage, store));
  const record = checksGate(results, policy.checks.length, covered);
  await store.put(layout.gate(runId, 'checks'), JSON.stringify(record));
  if (record.verdict !== 'pass') throw buildFailure('FAILED', record.sentence);
}

/** As the build on AWS judges it; the report is kept, so that the next run is held against it. */
async function judgeReport(
  runId: string,
  report: Uint8Array | undefined,
  policy: NonNullable<Policy['coverage']>,
  store: ObjectStore,
): Promise<GateCheck> {
  const champion = await readChampion(store);
  const known = champion ? await coverageOf(champion.manifest.runId, store) : null;
  const read = readCobertura(report);
  if (report && !('fault' in read)) await store.put(layout.coverage(runId), report);
  return judgeCoverage(read, coverageBound(policy, known));
}

/** Each of the workload's checks with its exit code, and the coverage where it is asked for, as a gate. */
function checksGate(results: CheckResult[], planned: number, covered: GateCheck | undefined): GateRecord {
  const commands = results.map(({ name, command, exitCode, seconds, tail }) => ({
    check: name,
    subject: command,
    verdict: exitCode === 0 ? ('pass' as const) : ('fail' as const),
    sentence:
      exitCode === 0
        ? `passed in ${seconds.toFixed(1)} s`
        : `exited with ${exitCode ?? 'a signal'}: ${lastLines(tail)}`,
    observed: exitCode,
    allowed: 'exit code 0',
  }));
  const checks: GateCheck[] = covered ? [...commands, covered] : commands;
  const failed = checks
    .filter((one) => one.verdict !== 'pass')
    .map((one) => `${one.check} (\`${one.subject}\`) ${one.sentence}`);
  if (results.length < planned)
    failed.push(`the time limit left ${planned - results.length} of ${planned} checks undone`);
  const passed = failed.length === 0;
  const sentence = passed ? `all ${checks.length} checks of the workload passed` : failed.join('; ');
  return { gate: 'checks', verdict: passed ? 'pass' : 'fail', sentence, checks, decidedAt: new Date().toISOString() };
}

/** A laptop serves from the bundle in its virtual environment: its digest stands in for an image's, and the release says so. */
async function buildImage({ runId, sourceKey }: Build, { store }: Builder): Promise<void> {
  await store.put(layout.image(runId), JSON.stringify({ kind: 'bundle', digest: digestOf(sourceKey), uri: null }));
}

async function buildModel({ runId, sourceKey, signal }: Build, builder: Builder): Promise<void> {
  const { store, workloads, stopwatch, onLine, onStart: told } = builder;
  const source = await workloads.source(store, digestOf(sourceKey));
  const venv = await workloads.venv(source);
  const outDir = await mkdtemp(join(tmpdir(), 'signalbox-train-'));
  try {
    const trainFiles = await fetchSplit(runId, join(outDir, 'data'), store);
    const { training } = source.policy;
    const onStart = (pid: number) => told(runId, pid);
    const job = { workloadDir: source.dir, venv, training, trainFiles, outDir, runId, signal, onLine, onStart };
    const result = await stopwatch.workload(() => runTraining(job));
    await store.put(layout.log(runId, 'train'), await readFile(join(outDir, 'train.log')).catch(() => ''));
    if (result.status === 'failed') throw buildFailure('FAILED', sentenceOf(result));
    const python = await pythonVersion(venv);
    if (python) await store.put(layout.interpreter(runId), JSON.stringify({ python }));
    await store.put(layout.trainedModel(runId), { file: result.archive });
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

async function fetchSplit(runId: string, folder: string, store: ObjectStore): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for await (const { key } of store.list(layout.split(runId, 'train'))) {
    const file = join(folder, basename(key));
    await store.download(key, file);
    files.push(file);
  }
  return files;
}

function sentenceOf({ reason, tail }: { reason: string; tail: string }): string {
  const said = lastLines(tail);
  return said === '' ? reason : `${reason.replace(/\.$/, '')}; its last lines: ${said}`;
}
