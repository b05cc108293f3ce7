import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Assumptions } from '../core/cost/assumptions.ts';
import type { Region } from '../core/cost/prices.ts';
import type { RunCost } from '../core/cost/run-cost.ts';
import { examine, type Finding } from '../core/doctor.ts';
import { UsageError } from '../core/errors.ts';
import type { OperateOutput, OperateRequest } from '../core/operation.ts';
import { noRoute, sameRoute } from '../core/rollout/traffic.ts';
import type { RunOutcome, RunRecord } from '../core/run.ts';
import { outcomeSchema } from '../core/run-schemas.ts';
import { layout } from '../core/store-layout.ts';
import { answerApproval } from '../steps/answer-approval.ts';
import { operate } from '../steps/operate.ts';
import { readJson } from '../steps/records/json-object.ts';
import { costOfRun, measuredRun } from '../steps/run-cost.ts';
import { type WaitingApproval, waitingApprovals } from '../steps/support/open-approvals.ts';
import { listReleases, type ReleaseLine } from '../steps/support/release-lines.ts';
import { gatherRun } from '../steps/support/run-record.ts';
import { LocalDelivery } from './delivery.ts';
import { localExaminations } from './doctor/registry.ts';
import { historiesOf } from './executions/histories.ts';
import { executionArn } from './executions/names.ts';
import { type Folders, foldersIn } from './folders.ts';
import { frontDoor, type LocalPorts, localPorts } from './local-ports.ts';
import { mend } from './mend.ts';
import type { Progress } from './progress.ts';
import { type ReleaseRecords, releaseRecords } from './release-records.ts';
import { ensureRouter, stopRouter } from './router/client.ts';
import { Stopwatch } from './stopwatch.ts';
import { makeWritable } from './store/writable.ts';
import type { LocalRun } from './take-in.ts';
import { bakeSecondsOf, type Timing } from './timing.ts';
import { findPython } from './workload/python.ts';
import { Workloads } from './workload/workloads.ts';

/** The laptop as a place to deliver to: the same steps and definitions as on AWS, on files and processes under one folder. */
export class LocalPlace {
  readonly folders: Folders;
  readonly records: ReleaseRecords;
  private readonly ports: LocalPorts;
  private readonly delivery: LocalDelivery;
  private note: (text: string) => void = () => {};

  constructor(root: string) {
    this.folders = foldersIn(root);
    const note = (text: string) => this.note(text);
    const workloads = new Workloads({ onProgress: note });
    const stopwatch = new Stopwatch();
    this.ports = localPorts(this.folders, workloads, stopwatch, note);
    this.records = releaseRecords(this.ports, workloads);
    this.delivery = new LocalDelivery({ folders: this.folders, ports: this.ports, workloads, stopwatch });
  }

  /** `comment`: file with what a pull request would be told. */
  async run(
    request: LocalRun,
    on: (event: Progress) => void = () => {},
  ): Promise<RunRecord & { timing: Timing; comment?: string }> {
    const unmake = makeWritable(this.folders.root);
    this.note = (text) => on({ kind: 'note', text });
    const { runId, timing } = await this.delivery.run(request, on).catch((thrown) => {
      // What cannot be run leaves nothing behind.
      unmake();
      throw thrown;
    });
    const record = await this.show(runId);
    const comment = join(this.folders.store, layout.comment(runId));
    // A push has a comment too, for whoever asks; nobody waits for it.
    const told = record.request.machine === 'pull_request' && existsSync(comment) ? { comment } : {};
    return { ...record, ...told, timing: { ...timing, bakeSeconds: bakeSecondsOf(record.timeline) } };
  }

  /**
   * Ends what runs in this process as StopExecution would; then, as the watchdog would, brings traffic to one release, and `run`
   * answers. False when nothing runs, so that nothing is to be waited for.
   */
  stop(cause: string): boolean {
    return this.delivery.stop(cause);
  }

  /** Mends what an earlier command left behind when it was killed; one sentence each. */
  async recover(): Promise<string[]> {
    if (!existsSync(this.folders.store)) return [];
    const mended = await mend(this.ports, this.folders.root);
    const serves = mended.length > 0 && !sameRoute(await this.ports.target.observe(), noRoute);
    // What was mended may have lost its router too.
    if (serves) await ensureRouter(this.folders.router);
    return mended;
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

  /** An operator's hand in a rollout, or in what serves, from any process of this machine. */
  async operate(request: Omit<OperateRequest, 'by'>): Promise<OperateOutput> {
    const [latest] = await this.releases();
    if (!latest) throw new UsageError('nothing-serves', `nothing was released from ${this.folders.root} yet`);
    makeWritable(this.folders.root);
    const name = `operator-${randomUUID().slice(0, 13)}`;
    // So that the lease it holds is taken back when this process is killed.
    this.ports.executions.drive(name);
    const operator = { pipeline: latest.pipeline, runId: name, executionArn: executionArn('operator', name) };
    const output = await operate(
      { ...request, ...operator, by: operatorName() },
      { ...this.ports, workDir: this.folders.root },
    );
    this.ports.executions.markOver(name);
    return output;
  }

  async approvals(): Promise<WaitingApproval[]> {
    return existsSync(this.folders.store) ? waitingApprovals(this.ports) : [];
  }

  /** Answers a run that waits for approval; the first answer stands. */
  async answerApproval(runId: string, approve: boolean, reason: string): Promise<string> {
    const by = operatorName();
    return answerApproval({ runId, approve, by, reason }, this.ports);
  }

  async start(): Promise<string> {
    throw new UsageError(
      'nothing-deployed',
      'a laptop has no queue to ask: name a deployed pipeline with --pipeline, or `signalbox run`',
    );
  }

  async redrive(): Promise<string[]> {
    throw new UsageError('nothing-deployed', 'a laptop has no dead letters: name a deployed pipeline with --pipeline');
  }

  async permissions(): Promise<never> {
    throw new UsageError(
      'nothing-deployed',
      'on a laptop whoever may read the folder may do all: name a deployed pipeline with --pipeline',
    );
  }

  /** What the same would have cost on AWS. */
  costOf(runId: string, region: Region): Promise<RunCost> {
    const { store, executions } = this.ports;
    return costOfRun(runId, region, { store, histories: (arn) => historiesOf(executions, arn) });
  }

  measured(runId: string): Promise<Partial<Assumptions>> {
    const { store, executions } = this.ports;
    return measuredRun(runId, { store, histories: (arn) => historiesOf(executions, arn) });
  }

  /** Looks at this machine and its store. */
  async doctor(template?: string): Promise<Finding[]> {
    if (template !== undefined)
      throw new UsageError('no-effect', '--template has no effect here: name a deployed pipeline with --pipeline');
    const { folders, ports, records } = this;
    const { verify } = records;
    return examine(localExaminations, { folders, ports, version: process.versions.node, findPython, verify });
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
}

function operatorName(): string {
  return `${userInfo().username}@${hostname()}`;
}
