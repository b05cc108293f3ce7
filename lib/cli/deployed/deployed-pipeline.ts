import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { LambdaSend, SqsSend } from '../../aws/clients.ts';
import { redrive } from '../../aws/redrive.ts';
import { systemClock } from '../../aws/system-clock.ts';
import type { Assumptions } from '../../core/cost/assumptions.ts';
import type { Estimate } from '../../core/cost/estimate.ts';
import type { HistoryLine } from '../../core/cost/history.ts';
import type { Region } from '../../core/cost/prices.ts';
import type { RunCost } from '../../core/cost/run-cost.ts';
import type { DeployedPlace } from '../../core/deployed-place.ts';
import type { Finding } from '../../core/doctor.ts';
import { UsageError } from '../../core/errors.ts';
import type { OperateOutput, OperateRequest } from '../../core/operation.ts';
import { type OperatorPolicy, operatorPolicy } from '../../core/operator/policy.ts';
import type { RunOutcome, RunRecord } from '../../core/run.ts';
import { outcomeSchema, requestSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { Teardown, TeardownRequest } from '../../core/teardown.ts';
import { type CostRequest, costHere } from '../../local/cost-here.ts';
import { foldersIn } from '../../local/folders.ts';
import { readText } from '../../local/read-text.ts';
import { type ReleaseRecords, releaseRecords } from '../../local/release-records.ts';
import { Workloads } from '../../local/workload/workloads.ts';
import type { Executions, ObjectStore, Signer } from '../../ports.ts';
import { answerApproval } from '../../steps/answer-approval.ts';
import { readJson } from '../../steps/records/json-object.ts';
import { costOfRun, measuredRun } from '../../steps/run-cost.ts';
import { type WaitingApproval, waitingApprovals } from '../../steps/support/open-approvals.ts';
import { listReleases, type ReleaseLine } from '../../steps/support/release-lines.ts';
import { gatherRun } from '../../steps/support/run-record.ts';
import type { Place } from '../place.ts';
import { operateThere } from './operate-there.ts';

interface Parts {
  place: DeployedPlace;
  store: ObjectStore;
  data: ObjectStore;
  executions: Executions;
  histories: (executionArn: string) => Promise<HistoryLine[][]>;
  sqs: SqsSend;
  lambda: LambdaSend;
  /** Absent: releases are not signed. */
  signer?: Signer | undefined;
  /** ARN of whoever gives the commands. */
  identity: () => Promise<string>;
}

/** So many of the newest ends are read; older ones are in the store. */
const newestRuns = 200;

/** A deployed pipeline, under the credentials of whoever gives the commands. */
export class DeployedPipeline implements Place {
  readonly records: ReleaseRecords;
  private readonly store: ObjectStore;
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.store = parts.store;
    this.parts = parts;
    const { store, data, signer } = parts;
    this.records = releaseRecords({ store, data, signer, clock: systemClock }, new Workloads({ onProgress: () => {} }));
  }

  /** How runs ended, newest first. */
  async runs(): Promise<RunOutcome[]> {
    const ends: Array<{ key: string; modifiedAt: string }> = [];
    for await (const { key, modifiedAt } of this.store.list('runs/'))
      if (key.endsWith('/outcome.json')) ends.push({ key, modifiedAt });
    const newest = ends.sort((a, b) => (a.modifiedAt < b.modifiedAt ? 1 : -1)).slice(0, newestRuns);
    const read = await Promise.all(newest.map(({ key }) => readJson(this.store, key, outcomeSchema)));
    return read.flatMap((outcome) => outcome?.value ?? []).sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  }

  async show(runId: string): Promise<RunRecord> {
    const outcome = (await readJson(this.store, layout.outcome(runId), outcomeSchema))?.value;
    if (outcome) return gatherRun(this.store, outcome, await this.parts.executions.timeline(outcome.executionArn));
    const asked = await readJson(this.store, layout.request(runId), requestSchema);
    const sentence = asked ? `run ${runId} has not ended yet` : `${this.parts.place.pipeline} has no run ${runId}`;
    throw new UsageError('run-unknown', `${sentence}; \`signalbox runs\` lists those that have ended`);
  }

  /** Every release that was cut, newest first, with what became of it. */
  releases(): Promise<ReleaseLine[]> {
    return listReleases(this.store);
  }

  async operate(request: Omit<OperateRequest, 'by'>): Promise<OperateOutput> {
    const { place, lambda, identity } = this.parts;
    return operateThere(place, lambda, { ...request, by: await identity() });
  }

  approvals(): Promise<WaitingApproval[]> {
    return waitingApprovals({ store: this.store, clock: systemClock });
  }

  /** Answers a run that waits for approval; the first answer stands. */
  async answerApproval(runId: string, approve: boolean, reason: string): Promise<string> {
    const by = await this.parts.identity();
    const { store, executions } = this.parts;
    return answerApproval({ runId, approve, by, reason }, { store, executions, clock: systemClock });
  }

  /** Asks for a run on the newest data with the code that serves. */
  async start(reason: string): Promise<string> {
    const { place, sqs, identity } = this.parts;
    const message = { signalbox: 'manual', by: await identity(), reason, at: systemClock.now().toISOString() };
    await sqs.send(new SendMessageCommand({ QueueUrl: place.intakeQueueUrl, MessageBody: JSON.stringify(message) }));
    return `${place.pipeline} was asked for a run; \`signalbox runs --pipeline ${place.pipeline}\` shows how it ends`;
  }

  /** Sends dead letters back to where they came from; one sentence for each queue. */
  async redrive(only?: string): Promise<string[]> {
    const { deadLetters } = this.parts.place;
    const chosen = deadLetters.filter(({ name }) => only === undefined || name === only);
    if (chosen.length === 0) {
      const known = deadLetters.map(({ name }) => name).join(', ');
      throw new UsageError('queue-unknown', `no dead letters are called ${JSON.stringify(only)}; known: ${known}`);
    }
    const told: string[] = [];
    for (const letters of chosen) {
      const count = await redrive(letters, this.parts);
      told.push(count === 0 ? `${letters.name}: no dead letters` : `${letters.name}: ${count} sent back`);
    }
    return told;
  }

  costOf(runId: string, region: Region): Promise<RunCost> {
    return costOfRun(runId, region, this.parts);
  }

  measured(runId: string): Promise<Partial<Assumptions>> {
    return measuredRun(runId, this.parts);
  }

  /** A dozen clients, which no other command needs. */
  async doctor(file?: string): Promise<Finding[]> {
    const { place, store, executions } = this.parts;
    const { examineDeployed } = await import('./doctor/open.ts');
    const template = file === undefined ? null : { file, text: await readText(file) };
    return examineDeployed({ place, store, executions, clock: systemClock, template });
  }

  async permissions(commands: string[]): Promise<OperatorPolicy> {
    return operatorPolicy(this.parts.place, commands);
  }

  cost(request: CostRequest): Promise<Estimate> {
    return costHere(request, foldersIn('.signalbox').assembly);
  }

  async run(): Promise<never> {
    const { pipeline } = this.parts.place;
    throw new UsageError(
      'not-here',
      `\`run\` runs on this machine; \`signalbox start --pipeline ${pipeline}\` asks the deployed pipeline for a run`,
    );
  }

  /** As many clients as the doctor has. */
  async teardown(request: TeardownRequest): Promise<Teardown> {
    const { tearDownDeployed } = await import('./teardown/open.ts');
    return tearDownDeployed({ place: this.parts.place, clock: systemClock }, request);
  }

  async down(): Promise<never> {
    throw new UsageError(
      'not-here',
      '`down` ends what serves on this machine; a deployed pipeline is taken down with cdk destroy and `signalbox teardown`',
    );
  }

  /** Nothing runs in this process. */
  stop(): boolean {
    return false;
  }

  /** Watchdog and reaper do that there. */
  async recover(): Promise<string[]> {
    return [];
  }

  reportPath(runId: string): string {
    return `s3://${this.parts.place.store}/${layout.report(runId)}`;
  }
}
