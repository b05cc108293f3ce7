import type { FunctionName } from '../core/step-io.ts';
import type { TargetUse } from './targets/target.ts';

/** What a step's role may do. Every step may read the store; everything else is named here. */
export interface StepNeeds {
  /** Keys of the store that it writes. */
  writes: readonly string[];
  /** Reads the drops in the data bucket. */
  data?: boolean;
  target?: readonly TargetUse[];
  /** Starts runs, or looks at executions and their histories. */
  executions?: ReadonlyArray<'start' | 'look'>;
  /** Reads CloudWatch metrics of the target. */
  metrics?: boolean;
  /** Tells people. */
  announces?: boolean;
  /** Brings the workload that was deployed with the app into the store. */
  workload?: boolean;
}

const settleWrites = ['runs/*', 'releases/*', 'leases/*', 'queues/*'];

export const stepNeeds: Record<FunctionName, StepNeeds> = {
  intake: { writes: ['snapshots/*', 'runs/*', 'sources/*'], data: true, executions: ['start'], workload: true },
  // Who takes the lease over from a run that was killed also takes back its rollout.
  admit: {
    writes: ['runs/*', 'leases/*', 'queues/*', 'heads/*', 'rollouts/*', 'channels/*'],
    target: ['shift', 'observe'],
    executions: ['look'],
  },
  profile: { writes: ['runs/*'], data: true },
  'judge-data': { writes: ['runs/*', 'profiles/*'] },
  score: { writes: ['runs/*', 'models/*'], target: ['prepare', 'invoke', 'observe'] },
  'judge-model': { writes: ['runs/*'] },
  'cut-release': { writes: ['runs/*', 'releases/*'] },
  'rollout-prepare': { writes: ['rollouts/*'], target: ['prepare', 'invoke', 'observe'], executions: ['look'] },
  'rollout-shift': { writes: ['rollouts/*'], target: ['shift', 'observe'] },
  'rollout-judge': { writes: ['runs/*'], target: ['observe'], metrics: true },
  'rollout-promote': { writes: ['rollouts/*', 'channels/*'], target: ['shift', 'observe'] },
  'rollout-roll-back': { writes: ['rollouts/*', 'channels/*'], target: ['shift', 'observe'] },
  'rollout-verify': { writes: ['rollouts/*'], target: ['observe', 'settle'] },
  publish: { writes: ['runs/*'], announces: true },
  settle: { writes: settleWrites, executions: ['start', 'look'], announces: true },
  recover: {
    writes: [...settleWrites, 'rollouts/*', 'channels/*'],
    target: ['shift', 'observe'],
    executions: ['start', 'look'],
    announces: true,
  },
  webhook: { writes: [] },
  report: { writes: [] },
  reconcile: { writes: [], data: true },
};

/** Where a pull request may write: its own runs, and what is named by its content. Never a release, channel, rollout or lease. */
const pullRequestKeys: Record<string, string> = {
  'runs/*': 'runs/pull-request-*',
  'models/*': 'models/*',
  'profiles/*': 'profiles/*',
  'heads/*': 'heads/*',
};

/** The same needs within a pull request's bounds: it starts nothing and writes what is its own. */
export function ofPullRequest(needs: StepNeeds): StepNeeds {
  return {
    ...needs,
    writes: needs.writes.flatMap((keys) => pullRequestKeys[keys] ?? []),
    // It moves no traffic, not even where there is none.
    ...(needs.target ? { target: needs.target.filter((use) => use !== 'shift' && use !== 'settle') } : {}),
    executions: (needs.executions ?? []).filter((use) => use === 'look'),
  };
}
