import type { Assumptions } from '../core/cost/assumptions.ts';
import type { Estimate } from '../core/cost/estimate.ts';
import type { Region } from '../core/cost/prices.ts';
import type { RunCost } from '../core/cost/run-cost.ts';
import type { Finding } from '../core/doctor.ts';
import type { OperateOutput, OperateRequest } from '../core/operation.ts';
import type { OperatorPolicy } from '../core/operator/policy.ts';
import type { RunOutcome, RunRecord } from '../core/run.ts';
import type { Teardown, TeardownRequest } from '../core/teardown.ts';
import type { CostRequest } from '../local/cost-here.ts';
import type { Progress } from '../local/progress.ts';
import type { ReleaseRecords } from '../local/release-records.ts';
import type { WaitingApproval } from '../steps/support/open-approvals.ts';
import type { ReleaseLine } from '../steps/support/release-lines.ts';

export type { Progress };

export interface RunRequestOptions {
  /** Folder of the workload repo. */
  workload: string;
  /** Files of the drop; empty: train on the newest snapshot, or on the workload's own data where there is none. */
  data: string[];
  trigger: 'data' | 'push' | 'manual' | 'pull_request';
  /** Title of the change, for the changelog. */
  message?: string | undefined;
  /** Revision to take the code from. */
  commit?: string | undefined;
  /** Branch that a pull request wants to go into. */
  base?: string | undefined;
}

/** Everything that the commands do, in one place's store. The commands parse and print; this is where the work is. */
export interface Place {
  /** `comment`: file with what a pull request would be told. */
  run(request: RunRequestOptions, on: (event: Progress) => void): Promise<RunRecord & { comment?: string }>;
  /** Ends the run under way, which then answers as broken once traffic is on one release; false when nothing is under way. */
  stop(cause: string): boolean;
  /** Newest first. */
  runs(): Promise<RunOutcome[]>;
  /** @throws InputError when there is no such run. */
  show(runId: string): Promise<RunRecord>;
  /** Newest first. */
  releases(): Promise<ReleaseLine[]>;
  /** What else can be asked of releases. */
  readonly records: ReleaseRecords;
  /** An operator's hand in a rollout, or in what serves; who it is, the place knows. */
  operate(request: Omit<OperateRequest, 'by'>): Promise<OperateOutput>;
  cost(request: CostRequest): Promise<Estimate>;
  /** What a run that has ended took, in place of what `cost` would assume. */
  measured(runId: string): Promise<Partial<Assumptions>>;
  /** What a run that has ended used; `region`: whose prices, where it ran on a laptop. */
  costOf(runId: string, region: Region): Promise<RunCost>;
  /** Looks whether all is well; nothing is changed. `template`: a file to hold what is deployed against. */
  doctor(template?: string): Promise<Finding[]>;
  /** What whoever gives these commands must be allowed. */
  permissions(commands: string[]): Promise<OperatorPolicy>;
  /** Ends the processes that serve; one sentence for each. */
  down(): Promise<string[]>;
  /** What is left when the stack, or what runs here, is gone; deletes it once it is confirmed by name. */
  teardown(request: TeardownRequest): Promise<Teardown>;
  /** Who waits longest first. */
  approvals(): Promise<WaitingApproval[]>;
  answerApproval(runId: string, approve: boolean, reason: string): Promise<string>;
  /** Asks for a run on the newest data. */
  start(reason: string): Promise<string>;
  /** Sends dead letters back to where they came from; one sentence for each queue. */
  redrive(queue?: string): Promise<string[]>;
  /** Mends what an interrupted earlier command left behind; one sentence for each. Called first by every command. */
  recover(): Promise<string[]>;
  reportPath(runId: string): string;
}
