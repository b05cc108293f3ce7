import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InputError, UsageError } from '../core/errors.ts';
import type { GateRecord } from '../core/gate.ts';
import type { RunOutcome, RunRecord } from '../core/run.ts';
import { outcomeSchema } from '../core/run-schemas.ts';
import type { IntakeInput } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import { type IntakeOutput, intake } from '../steps/intake.ts';
import { readJson } from '../steps/records/json-object.ts';
import { type RollbackOutput, rollback } from '../steps/rollback.ts';
import { readChampion } from '../steps/support/champion.ts';
import { listReleases, type ReleaseLine } from '../steps/support/release-lines.ts';
import { gatherRun } from '../steps/support/run-record.ts';
import { validateFiles } from '../steps/validate.ts';
import { type Assembly, readAssembly } from './assembly/assembly.ts';
import { synthesize } from './assembly/synthesize.ts';
import { drop } from './drop.ts';
import { executionArn } from './executions/names.ts';
import { type Folders, foldersIn } from './folders.ts';
import { frontDoor, type LocalPorts, localPorts } from './local-ports.ts';
import { mend } from './mend.ts';
import { type Progress, progressOf } from './progress.ts';
import { stopRouter } from './router/client.ts';
import { Approvals } from './runner/approvals.ts';
import { awaited } from './runner/awaited.ts';
import { itemsIn } from './runner/items.ts';
import { Runner } from './runner/runner.ts';
import { systemTimer } from './states-language/system-timer.ts';
import { Stopwatch } from './stopwatch.ts';
import { runProject } from './tasks/projects.ts';
import { runStep } from './tasks/steps.ts';
import { tellAfter } from './tell.ts';
import { RolloutTraffic } from './traffic/rollout-traffic.ts';
import { type OpenedWorkload, openWorkload } from './workload/open-workload.ts';
import { Workloads } from './workload/workloads.ts';

export interface LocalRun {
  /** Folder with a `signalbox.yaml`. */
  workload: string;
  /** Files of a data drop; none: train on the champion's data again. */
  data: string[];
  trigger: 'data' | 'push' | 'manual';
  message?: string | undefined;
}

/** Where the seconds of a run went. Overhead is what is left: ours. */
export interface Timing {
  totalSeconds: number;
  workloadSeconds: number;
  bakeSeconds: number;
  synthSeconds: number;
  environmentSeconds: number;
}

/** The laptop as a place to deliver to: the same steps and definitions as on AWS, on files and processes under one folder. */
export class LocalPlace {
  readonly folders: Folders;
  private readonly ports: LocalPorts;
  private readonly workloads: Workloads;
  private readonly stopwatch = new Stopwatch();
  private note: (text: string) => void = () => {};
  private runner: Runner | undefined;
  private stopped = false;

  constructor(root: string) {
    this.folders = foldersIn(root);
    const note = (text: string) => this.note(text);
    this.workloads = new Workloads({ onProgress: note });
    this.ports = localPorts(this.folders, this.workloads, this.stopwatch, () => {});
  }

  async run(request: LocalRun, on: (event: Progress) => void = () => {}): Promise<RunRecord & { timing: Timing }> {
    const startedMs = performance.now();
    this.note = (text) => on({ kind: 'note', text });
    const opened = await openWorkload(request.workload);
    const data = await this.dataOf(request, opened);
    const prefix = data.length > 0 ? await drop(data, opened, this.ports.data) : undefined;
    const { template, seconds: synthSeconds } = await synthesize(request.workload, this.folders.assembly);
    await this.ports.store.put(layout.source(opened.bundle.digest), opened.bundle.zip, { absent: true });
    const environmentSeconds = await this.readyEnvironment(opened);
    const workloadBefore = this.stopwatch.workloadSeconds;
    const { runId } = await this.admit(request, opened, prefix);
    await this.drain(readAssembly(template), opened, on);
    const waiting = () => this.note(`another process runs ${runId}; waiting for its end`);
    const record = await this.show(await awaited(runId, this.ports, waiting));
    const timing = {
      totalSeconds: (performance.now() - startedMs) / 1000,
      workloadSeconds: this.stopwatch.workloadSeconds - workloadBefore,
      bakeSeconds: bakeSecondsOf(record),
      synthSeconds,
      environmentSeconds,
    };
    return { ...record, timing };
  }

  /**
   * Ends what runs in this process as StopExecution would; then, as the watchdog would, brings traffic to one release, and `run`
   * answers. False when nothing runs, so that nothing is to be waited for.
   */
  stop(cause: string): boolean {
    this.stopped = true;
    return this.runner?.stop(cause) ?? false;
  }

  /** Mends what an earlier command left behind when it was killed; one sentence each. */
  async recover(): Promise<string[]> {
    if (!existsSync(this.folders.store)) return [];
    return mend(this.ports, this.folders.root);
  }

  /** How runs ended, newest first. */
  async runs(): Promise<RunOutcome[]> {
    const { store, executions } = this.ports;
    const outcomes = executions.names().map((name) => readJson(store, layout.outcome(name), outcomeSchema));
    const found = (await Promise.all(outcomes)).flatMap((outcome) => outcome?.value ?? []);
    return found.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  }

  async show(runId: string): Promise<RunRecord> {
    const outcome = await readJson(this.ports.store, layout.outcome(runId), outcomeSchema);
    if (!outcome)
      throw new UsageError(
        'run-unknown',
        `${this.folders.root} has no run ${runId} that has ended; \`signalbox runs\` lists them`,
      );
    const { value } = outcome;
    return gatherRun(this.ports.store, value, await this.ports.executions.timeline(value.executionArn));
  }

  /** Every release that was cut, newest first, with what became of it. */
  async releases(): Promise<ReleaseLine[]> {
    return existsSync(this.folders.store) ? listReleases(this.ports.store) : [];
  }

  /** Serves an earlier release again: the one before, unless named. */
  async rollback(to?: string): Promise<RollbackOutput> {
    const [latest] = await this.releases();
    if (!latest) throw new UsageError('nothing-serves', `nothing was released from ${this.folders.root} yet`);
    const name = `rollback-${Date.now().toString(36)}`;
    this.ports.executions.drive(name);
    const operator = { pipeline: latest.pipeline, runId: name, executionArn: executionArn('operator', name) };
    return rollback(
      { ...operator, ...(to === undefined ? {} : { to }) },
      { ...this.ports, workDir: this.folders.root },
    );
  }

  /** Judges files against a contract; no store is needed. */
  async validate({
    data,
    contract,
    delimiter = ',',
  }: {
    data: string[];
    contract: string;
    delimiter?: string | undefined;
  }): Promise<GateRecord> {
    return validateFiles({ files: data, contractFile: contract, contractText: await readText(contract), delimiter });
  }

  /** Answers a run that waits for approval; the first answer stands. */
  async answerApproval(runId: string, approve: boolean, reason: string): Promise<string> {
    new Approvals(this.folders.approvals).answer(runId, { approve, reason });
    return `run ${runId} was ${approve ? 'approved' : 'rejected'}: ${reason}`;
  }

  /** Stops the router and every model server; what serves comes back with the next run. */
  async down(): Promise<string[]> {
    return (await stopRouter(this.folders.router)) ? ['the router and its model servers have stopped'] : [];
  }

  reportPath(runId: string): string {
    return join(this.folders.store, layout.report(runId));
  }

  frontDoor(): Promise<string | undefined> {
    return frontDoor(this.folders);
  }

  /** The files given; else, when nothing was released yet and so no data is known, the workload's own sample. */
  private async dataOf({ data, workload }: LocalRun, { policy }: OpenedWorkload): Promise<string[]> {
    if (data.length > 0 || (await readChampion(this.ports.store))) return data;
    const own = policy.local.data?.map((file) => join(workload, file)) ?? [];
    if (own.length > 0) return own;
    const sentence =
      'nothing was released here yet, so there is no data to train on: give some with --data FILE, or name some in `local.data` of signalbox.yaml';
    throw new InputError('no-data', sentence);
  }

  private async readyEnvironment(opened: OpenedWorkload): Promise<number> {
    const startedMs = performance.now();
    const { created } = await this.workloads.venv(await this.workloads.source(this.ports.store, opened.bundle.digest));
    return created ? (performance.now() - startedMs) / 1000 : 0;
  }

  private async admit(
    request: LocalRun,
    { policy, bundle }: OpenedWorkload,
    prefix: string | undefined,
  ): Promise<IntakeOutput> {
    const files = request.data.map((file) => resolve(file).split('/').slice(-2).join('/')).join(', ');
    // By hand means now: the moment tells two such requests apart, where data and pushes are told apart by content.
    const detail =
      request.trigger === 'manual' ? `by hand at ${new Date().toISOString()}` : files || 'a change of the workload';
    const input: IntakeInput = {
      pipeline: policy.name,
      trigger: { kind: request.trigger, detail: request.trigger === 'manual' ? detail : (request.message ?? detail) },
      sourceDigest: bundle.digest,
      commit: null,
      ...(prefix === undefined ? {} : { prefix }),
    };
    const answered = await intake(input, { ...this.ports, workDir: this.folders.root });
    if (answered.status === 'already') this.note(`this data and this code were run before, as ${answered.runId}`);
    return answered;
  }

  /** Runs what waits: the run just asked for, and those that its end wakes. */
  private async drain(assembly: Assembly, opened: OpenedWorkload, on: (event: Progress) => void): Promise<void> {
    const { ports, workloads, stopwatch } = this;
    await mkdir(this.folders.approvals, { recursive: true });
    const telling = async (name: string, runId: string, work: () => Promise<unknown>): Promise<unknown> => {
      try {
        return await work();
      } finally {
        await tellAfter(name, runId, ports.store, on);
      }
    };
    const traffic = this.trafficFor(opened);
    this.runner = new Runner({
      assembly,
      executions: ports.executions,
      items: itemsIn(ports),
      timer: systemTimer,
      step: async (name, payload) => {
        const output = await telling(name, runIdIn(payload), () => runStep(name, payload, ports));
        if (name === 'rollout-shift') await traffic.start();
        return output;
      },
      project: (name, variables, signal) => {
        const onStart = (runId: string, pid: number) => ports.executions.noteCommand(runId, pid);
        const builder = { store: ports.store, workloads, stopwatch, onLine: () => {}, onStart };
        return telling(name, variables.SIGNALBOX_RUN_ID ?? '', () => runProject(name, variables, signal, builder));
      },
      approvals: new Approvals(this.folders.approvals),
      on: (machine, event) => {
        const progress = progressOf(machine, event);
        if (progress) on(progress);
      },
      duringRollout: (rollout) => traffic.during(rollout),
    });
    while (!this.stopped) {
      const next = ports.executions.claimNext();
      if (!next) return;
      await this.runner.run(next);
    }
  }

  private trafficFor({ policy, bodies }: OpenedWorkload): RolloutTraffic {
    const { requestsPerSecond } = policy.local.traffic;
    return new RolloutTraffic({
      url: () => this.frontDoor(),
      bodies,
      requestsPerSecond,
      note: (text) => this.note(text),
    });
  }
}

function bakeSecondsOf({ timeline }: RunRecord): number {
  const bakes = timeline.filter((entry) => entry.state === 'Bake' && entry.leftAt !== null);
  return bakes.reduce(
    (sum, { enteredAt, leftAt }) => sum + (Date.parse(leftAt ?? enteredAt) - Date.parse(enteredAt)) / 1000,
    0,
  );
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new InputError('file-missing', `${file}: no such file that can be read`, { cause: error });
  }
}

function runIdIn(payload: unknown): string {
  return String((payload as { runId?: unknown } | null)?.runId ?? '');
}
