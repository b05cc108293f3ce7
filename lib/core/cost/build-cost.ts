import type { TimelineEntry } from '../run.ts';
import { type PaidTraining, pricedRegion, trainingDollars } from './paid-training.ts';
import { dollarsEach, type Price, prices, type Region } from './prices.ts';

/** What the projects have where nothing else is set. */
const medium: Price = prices['build-BUILD_GENERAL1_MEDIUM'];

export interface BuildCost {
  /** Each build counts to its next whole minute, as it is billed; its time in the queue counts along, so that it is rather too much. */
  minutes: number;
  /** Of builds and of training. */
  dollars: number;
  region: Region;
  /** Training that is no build, in words; null: it is one of the builds, or there was none. */
  training: string | null;
}

/**
 * What builds and training of a run cost, about; null where it ran on a laptop or built nothing. `training`: what the deployment
 * trains with; absent: a medium build, as in what older versions of ourselves deployed.
 */
export function buildCost(
  timeline: readonly TimelineEntry[],
  executionArn: string,
  training?: PaidTraining,
): BuildCost | null {
  if (executionArn.split(':')[3] === 'local') return null;
  const region = pricedRegion(executionArn);
  const trained = secondsIn(timeline, ['Train']);
  const isBuild = training?.kind !== 'instances';
  const built = minutesOf(secondsIn(timeline, ['Checks', 'Image']));
  const trainedFor = trained.reduce((sum, one) => sum + one, 0);
  const minutes = built + (isBuild ? minutesOf(trained) : 0);
  if (minutes === 0 && trainedFor === 0) return null;
  const each = dollarsEach(medium, region);
  const trainingCost = training
    ? trained.reduce((sum, seconds) => sum + (trainingDollars(training, region, seconds) ?? 0), 0)
    : minutesOf(trained) * each;
  const words = isBuild || trainedFor === 0 ? null : trainingInWords(training, trainedFor, region);
  return { minutes, dollars: built * each + trainingCost, region, training: words };
}

/** One sentence that says what is in the number, and what is not. */
export function costSentence({ minutes, dollars, region, training }: BuildCost): string {
  const builds = `${minutes} build ${minutes === 1 ? 'minute' : 'minutes'}`;
  const what = training === null ? builds : `${builds} and ${training}`;
  return `about $${dollars.toFixed(2)}: ${what}, at on-demand prices of ${region} (${medium.asOf}); Lambda, state machines and storage are not in it`;
}

function secondsIn(timeline: readonly TimelineEntry[], states: string[]): number[] {
  return timeline
    .filter(({ state, leftAt }) => states.includes(state) && leftAt !== null)
    .map(({ enteredAt, leftAt }) => (Date.parse(leftAt ?? '') - Date.parse(enteredAt)) / 1_000)
    .filter((one) => Number.isFinite(one) && one > 0);
}

function minutesOf(seconds: number[]): number {
  return seconds.reduce((sum, one) => sum + Math.ceil(one / 60), 0);
}

function trainingInWords(training: PaidTraining, seconds: number, region: Region): string {
  const minutes = Math.ceil(seconds / 60);
  const unpriced = trainingDollars(training, region, 1) === undefined ? ', of which no price is known' : '';
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} of ${training.count} x ${training.size}${unpriced}`;
}
