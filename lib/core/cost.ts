import type { TimelineEntry } from './run.ts';

/**
 * On-demand price of a CodeBuild build minute: Linux, x86_64, general1.medium, the size that the projects have where nothing else is
 * set. US East (N. Virginia), as published in May 2026; other regions differ by up to a half.
 */
const buildPrice = { dollarsPerMinute: 0.01, region: 'us-east-1', asOf: '2026-05' } as const;

/** States that are a CodeBuild build of their own. Training is one too where it is not on SageMaker. */
const buildStates = ['Checks', 'Image', 'Train'];

export interface BuildCost {
  /** Each build counts to its next whole minute, as it is billed; its time in the queue counts along, so that it is rather too much. */
  minutes: number;
  dollars: number;
}

/** What the builds of a run cost, about; null where it ran on a laptop or built nothing. */
export function buildCost(timeline: readonly TimelineEntry[], executionArn: string): BuildCost | null {
  if (regionOf(executionArn) === 'local') return null;
  const minutes = timeline
    .filter(({ state, leftAt }) => buildStates.includes(state) && leftAt !== null)
    .map(({ enteredAt, leftAt }) => Math.ceil((Date.parse(leftAt ?? '') - Date.parse(enteredAt)) / 60_000))
    .filter((one) => Number.isFinite(one) && one > 0)
    .reduce((sum, one) => sum + one, 0);
  return minutes === 0 ? null : { minutes, dollars: minutes * buildPrice.dollarsPerMinute };
}

/** One sentence that says what is in the number, and what is not. */
export function costSentence({ minutes, dollars }: BuildCost): string {
  const { dollarsPerMinute, region, asOf } = buildPrice;
  return `about $${dollars.toFixed(2)}: ${minutes} build ${minutes === 1 ? 'minute' : 'minutes'} at $${dollarsPerMinute.toFixed(2)}, the on-demand price of a medium Linux build in ${region} (${asOf}); training on SageMaker, Lambda and storage are not in it`;
}

/** `arn:aws:states:<region>:…`; `local` on a laptop. */
function regionOf(executionArn: string): string {
  return executionArn.split(':')[3] ?? '';
}
