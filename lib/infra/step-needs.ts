import type { FunctionName } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { MachineKind } from './names.ts';
import type { RepositoryUse } from './repositories/repository.ts';
import type { TargetUse } from './targets/target.ts';

/** Starts them, asks whether they still run, reads how they went, or answers one that waits for a person. */
export type ExecutionUse = 'start' | 'describe' | 'history' | 'answer';

/** What a function's role may do; it may nothing that is not named here. */
export interface StepNeeds {
  /**
   * Keys of the store that it reads.
   * @default all: a run is read by many steps, a release by all
   */
  reads?: readonly string[];
  /** Keys of the store that it writes. */
  writes: readonly string[];
  /** Whether it lists keys of what it reads. @default true: whoever looks for a release is told which there are */
  lists?: boolean;
  /** What it does with the drops in the data bucket: looks which there are, reads them, or reads the versions that were listed. */
  data?: ReadonlyArray<'list' | 'read' | 'versions'>;
  target?: readonly TargetUse[];
  /** Asks whether the policy fits the target that was deployed. */
  fits?: boolean;
  /** Keeps account of what training costs. */
  pays?: boolean;
  /** Of a pull request, it notes which of its commits is newest. */
  marksHead?: boolean;
  /** Of a pull request, it removes what older ones left of their own function. */
  cleansUp?: boolean;
  /** Keys of the store that it reads by version: rows that a snapshot names. @default none */
  versions?: readonly string[];
  /** What it does with executions, by the machine that they are of. */
  executions?: Partial<Record<ExecutionUse, readonly MachineKind[]>>;
  /** Reads CloudWatch metrics of the target. */
  metrics?: boolean;
  /** Asks people. */
  asks?: boolean;
  /** Tells people. */
  announces?: boolean;
  /** Names images that were built. */
  tagsImages?: boolean;
  /** Puts messages on the intake queue. */
  asksIntake?: boolean;
  /** What it does with the connected repository, where one is. */
  code?: readonly RepositoryUse[];
}

/** The end of a rollout is told in its run's evidence too. */
const convergeWrites = { writes: ['rollouts/*', 'channels/*', 'runs/*'] };

const settleWrites = ['runs/*', 'releases/*', 'leases/*', 'queues/*', 'spending/*'];

export const stepNeeds: Record<FunctionName, StepNeeds> = {
  intake: {
    writes: [
      'approvals/*',
      'arrivals/*',
      'changes/*',
      'retrainings/*',
      'runs/*',
      'samples/*',
      'snapshots/*',
      'sources/*',
    ],
    data: ['list', 'read', 'versions'],
    // A comment may answer whether a run releases.
    executions: { start: ['delivery', 'pull_request'], answer: ['delivery'] },
    asksIntake: true,
    code: ['files'],
    announces: true,
  },
  // Anyone can call it: it reads nothing of the store and starts nothing. Its secret is granted where it is made.
  webhook: { reads: [], writes: [], asksIntake: true },
  report: { writes: [], code: ['report'] },
  reconcile: { writes: [layout.sweep('*')], data: ['list'], asksIntake: true, code: ['heads'] },
  // Who takes the lease over from a run that was killed also takes back its rollout.
  admit: {
    writes: ['runs/*', 'leases/*', 'queues/*', 'rollouts/*', 'channels/*', 'spending/*'],
    marksHead: true,
    target: ['shift', 'observe'],
    fits: true,
    pays: true,
    executions: { describe: ['delivery'] },
    announces: true,
  },
  profile: { writes: ['runs/*'], lists: false, versions: ['samples/*'], data: ['versions'] },
  'judge-image': { writes: ['runs/*'], lists: false },
  'judge-data': { writes: ['runs/*', 'profiles/*'] },
  score: { writes: ['runs/*', 'models/*'], target: ['prepare', 'invoke', 'observe'] },
  'judge-model': { writes: ['runs/*'], lists: false },
  'plan-release': {
    writes: ['runs/*', 'leases/*', 'queues/*', 'rollouts/*', 'channels/*'],
    target: ['shift', 'observe'],
    executions: { start: ['delivery'], describe: ['delivery'] },
    announces: true,
  },
  approve: { writes: ['approvals/*'], executions: { answer: ['delivery'] }, asks: true },
  'cut-release': { writes: ['releases/*'] },
  'rollout-prepare': {
    writes: ['rollouts/*'],
    target: ['prepare', 'invoke', 'observe'],
    executions: { describe: ['delivery'] },
  },
  // Whatever may find that somebody else moved traffic tells it.
  'rollout-shift': { writes: ['rollouts/*'], target: ['shift', 'observe'], announces: true },
  // What is replayed, it sends to both versions itself; where the target moves traffic by itself, it notes how far.
  'rollout-judge': { writes: ['runs/*', 'rollouts/*'], target: ['invoke', 'observe', 'judge'], metrics: true },
  'rollout-promote': { ...convergeWrites, target: ['shift', 'observe'], announces: true },
  'rollout-roll-back': { ...convergeWrites, target: ['shift', 'observe'], announces: true },
  'rollout-verify': { writes: ['rollouts/*'], target: ['shift', 'observe', 'settle'], announces: true },
  publish: { writes: [], announces: true, tagsImages: true },
  settle: {
    writes: settleWrites,
    executions: { start: ['delivery'], describe: ['delivery'], history: ['delivery', 'rollout'] },
    pays: true,
    announces: true,
    cleansUp: true,
  },
  // Callers' requests pass through it: of the store it sees where they go, and it moves nothing.
  door: { reads: ['routes/*'], lists: false, writes: ['captured/*'], target: ['call'] },
  operate: {
    writes: ['leases/*', 'queues/*', 'rollouts/*', 'channels/*', 'runs/*'],
    target: ['prepare', 'invoke', 'shift', 'observe'],
    executions: { start: ['delivery'], describe: ['delivery'] },
    announces: true,
  },
  recover: {
    writes: [...settleWrites, 'rollouts/*', 'channels/*', 'approvals/*'],
    pays: true,
    target: ['shift', 'observe'],
    // The watchdog tells it of a pull request's end as well, which it settles.
    executions: {
      start: ['delivery'],
      describe: ['delivery', 'pull_request'],
      history: ['delivery', 'pull_request', 'rollout'],
      answer: ['delivery'],
    },
    announces: true,
  },
};

/** What a pull request may read of the store: its own runs, what is named by content, and what serves. No other run's rows, only its coverage. */
const pullRequestReads = [
  'channels/*',
  'heads/*',
  'models/*',
  'profiles/*',
  'releases/*',
  layout.coverage('*'),
  'runs/pull-request-*',
  'samples/*',
  'snapshots/*',
  'sources/*',
  'spending/pull_request/*',
];

/** Where a pull request may write: its own runs, and models by their content. */
const pullRequestWrites: Record<string, string> = {
  'runs/*': 'runs/pull-request-*',
  'models/*': 'models/*',
  // Apart from that of deliveries: no flood of pull requests keeps production from training.
  'spending/*': 'spending/pull_request/*',
};

/** The same needs within a pull request's bounds: it starts nothing, writes what is its own, and reads production's data only where allowed. */
export function ofPullRequest(needs: StepNeeds, { productionData }: { productionData: boolean }): StepNeeds {
  const { data, target = [], executions = {}, ...kept } = needs;
  // It moves no traffic, not even where there is none; what it removes is of the function of pull requests.
  const uses: TargetUse[] = target.filter((use) => use !== 'shift' && use !== 'settle');
  if (needs.cleansUp) uses.push('observe', 'settle');
  return {
    ...kept,
    reads: pullRequestReads,
    writes: [...needs.writes.flatMap((keys) => pullRequestWrites[keys] ?? []), ...(needs.marksHead ? ['heads/*'] : [])],
    ...(data && productionData ? { data } : {}),
    ...(uses.length > 0 ? { target: uses } : {}),
    ...(executions.history ? { executions: { history: ['pull_request'] } } : {}),
  };
}
