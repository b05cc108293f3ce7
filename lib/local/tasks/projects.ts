import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { InternalError } from '../../core/errors.ts';
import type { GateRecord } from '../../core/gate.ts';
import type { ProjectName } from '../../core/step-io.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import type { Stopwatch } from '../stopwatch.ts';
import { type CheckResult, runChecks } from '../workload/checks.ts';
import { lastLines } from '../workload/last-lines.ts';
import { runTraining } from '../workload/train.ts';
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
  const { passed, results } = await stopwatch.workload(() =>
    runChecks({ zip: zip.bytes, venv, policy, signal, onLine, onStart: (pid) => told(runId, pid) }),
  );
  await store.put(layout.log(runId, 'checks'), results.map((one) => `$ ${one.command}\n${one.tail}`).join('\n'));
  const record = checksGate(results, policy.checks.length, passed);
  await store.put(layout.gate(runId, 'checks'), JSON.stringify(record));
  if (!passed) throw buildFailure('FAILED', record.sentence);
}

/** Each of the workload's checks with its exit code, as a gate. */
function checksGate(results: CheckResult[], planned: number, passed: boolean): GateRecord {
  const checks = results.map(({ name, command, exitCode, seconds, tail }) => ({
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
  const failed = checks
    .filter((one) => one.verdict === 'fail')
    .map((one) => `${one.check} (\`${one.subject}\`) ${one.sentence}`);
  if (results.length < planned)
    failed.push(`the time limit left ${planned - results.length} of ${planned} checks undone`);
  const sentence = passed ? `all ${planned} checks of the workload passed` : failed.join('; ');
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
