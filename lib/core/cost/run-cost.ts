import type { FunctionName } from '../step-io.ts';
import { stepSizes } from '../step-sizes.ts';
import { type HistoryLine, type HistoryUsage, usageOf } from './history.ts';
import { type Line, priced, total, type Use } from './line.ts';
import { mostShardsAtOnce } from './measured.ts';
import type { Region } from './prices.ts';
import { functionUses } from './run-uses.ts';
import { stateSteps } from './state-steps.ts';

export interface RunUsage {
  runId: string;
  /** `aws`: that is where it ran; `local`: what it would have cost there. */
  place: 'aws' | 'local';
  region: Region;
  /** Of the run and of all that it started, but for the children of its map. */
  histories: HistoryLine[][];
  /** Children of the Profile map. */
  shards: number;
  /** What was noted of the training; null: it is taken for a medium build. */
  training: { dollars: number; seconds: number } | null;
}

/** What a run used and cost, about. Dollars. */
export interface RunCost {
  runId: string;
  place: 'aws' | 'local';
  region: Region;
  lines: Line[];
  dollars: number;
  leftOut: string[];
}

export function runCost(usage: RunUsage): RunCost {
  const { runId, place, region, training } = usage;
  const used = usage.histories.map(usageOf);
  const visits = used.flatMap((one) => one.visits);
  const uses: Use[] = [
    ...buildUses(visits, training ? ['Checks', 'Image'] : ['Checks', 'Image', 'Train']),
    transitionUse(used, usage.shards),
    ...stepUses(visits, usage.shards),
  ];
  const lines = [...uses.map((use) => priced(use, region)), ...(training ? [trainingLine(training)] : [])];
  return { runId, place, region, lines, dollars: total(lines), leftOut };
}

const leftOut = ['free tiers', 'storage', 'requests to S3', 'logs and metrics', 'what answered requests'];

function buildUses(visits: HistoryUsage['visits'], states: string[]): Use[] {
  return visits
    .filter(({ state }) => states.includes(state))
    .map(({ state, seconds }) => ({
      ...{ part: 'run', price: 'build-BUILD_GENERAL1_MEDIUM', service: 'CodeBuild', what: state },
      quantity: Math.ceil(seconds / 60),
    }));
}

function trainingLine({ dollars, seconds }: { dollars: number; seconds: number }): Line {
  const noted = { what: 'training, as the pipeline noted it', quantity: Math.ceil(seconds / 60), unit: 'minutes' };
  return { part: 'run', service: 'Training', ...noted, dollars, source: null, asOf: null };
}

/** A child of the map is an execution with one state. */
function transitionUse(used: HistoryUsage[], shards: number): Use {
  const quantity = used.reduce((sum, { transitions }) => sum + transitions, 0) + 3 * shards;
  const what = `${used.length + shards} executions`;
  return { part: 'run', price: 'transition', service: 'Step Functions', what, quantity };
}

/** Times of states, in which a retry waits too, so that it is rather too much; all children of the map as long as the map. */
function stepUses(visits: HistoryUsage['visits'], shards: number): Use[] {
  const calls = visits.flatMap(({ state, seconds }): Array<{ step: FunctionName; count: number; seconds: number }> => {
    if (state === 'Profile')
      return [{ step: 'profile', count: shards, seconds: seconds * Math.min(shards, mostShardsAtOnce) }];
    const step = Object.hasOwn(stateSteps, state) ? stateSteps[state] : undefined;
    return step === undefined ? [] : [{ step, count: 1, seconds }];
  });
  const sized = calls.map(({ step, ...call }) => {
    const { memoryMiB, diskMiB = 512 } = stepSizes[step];
    return { ...call, memoryMiB, diskMiB, architecture: 'x86_64' as const };
  });
  return functionUses('run', 'steps', sized);
}
