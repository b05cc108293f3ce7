import type { RolloutStep } from '../rollout/step.ts';
import type { ArmWindow } from '../rollout/traffic.ts';
import type { JudgedWindow, RolloutEvidence } from '../run.ts';
import { formatDuration, formatNumber, formatPercent } from './format.ts';

/** What a rollout did, a sentence a step: who was answered by the candidate or only copied to it, and what was seen. */
export function rolloutInWords({ windows }: Pick<RolloutEvidence, 'windows'>): string[] {
  const steps = Map.groupBy(windows, ({ step }) => step);
  return [...steps.values()].map((all) => stepInWords(all));
}

/** Whether callers were not simply divided: what a rollout was is then not told by its share of traffic. */
export function isTest({ windows }: Pick<RolloutEvidence, 'windows'>): boolean {
  return windows.some(({ manner }) => manner === 'mirrored' || manner === 'replayed' || manner === 'sticky');
}

function stepInWords(windows: JudgedWindow[]): string {
  const { manner = 'split', candidatePercent, from = '' } = windows[0] ?? {};
  const took = formatDuration(Date.parse(windows.at(-1)?.to ?? '') - Date.parse(from));
  const candidate = total(windows.map((window) => window.candidate));
  const champion = total(windows.map((window) => window.champion));
  const share = `${formatNumber(candidatePercent ?? 0)} %`;
  return tell[manner]({ share, took, candidate, champion });
}

interface Step {
  share: string;
  took: string;
  candidate: Total;
  champion: Total;
}

const tell: Record<RolloutStep['manner'], (step: Step) => string> = {
  split: ({ share, took, candidate, champion }) =>
    `${share} of the traffic for ${took}: ${failed(candidate)}${champion.requests > 0 ? `, of the champion ${failed(champion)}` : ''}.`,
  compared: ({ share, took, candidate, champion }) =>
    `${share} of the traffic for ${took}, and as much to a fresh copy of the champion: ${failed(candidate)}, of the fresh copy ${failed(champion)}.`,
  mirrored: ({ share, took, candidate }) =>
    `In the shadow for ${took}, with copies of ${share} of the requests, whose answers no caller saw: ${differ(candidate)}, ${failed(candidate)}.`,
  replayed: ({ candidate }) =>
    `Captured requests were sent to both versions, past all callers: ${differ(candidate)}, ${failed(candidate)}.`,
  sticky: ({ share, took, candidate, champion }) =>
    `A/B test for ${took}, in which ${share} of the users stayed with the candidate: mean outcome ${outcome(candidate)} against ${outcome(champion)} of the champion; ${failed(candidate)}, of the champion ${failed(champion)}.`,
};

type Total = Pick<ArmWindow, 'requests' | 'errors'> & {
  agreement: { compared: number; disagreed: number };
  outcomes: { count: number; sum: number };
};

function total(arms: Array<ArmWindow | null>): Total {
  const sum = (of: (arm: ArmWindow) => number | undefined) =>
    arms.reduce((all, arm) => all + ((arm && of(arm)) ?? 0), 0);
  return {
    requests: sum((arm) => arm.requests),
    errors: sum((arm) => arm.errors),
    agreement: {
      compared: sum((arm) => arm.agreement?.compared),
      disagreed: sum((arm) => arm.agreement?.disagreed),
    },
    outcomes: { count: sum((arm) => arm.outcomes?.count), sum: sum((arm) => arm.outcomes?.sum) },
  };
}

function failed({ requests, errors }: Total): string {
  return `${formatNumber(errors)} of ${formatNumber(requests)} requests failed`;
}

function differ({ agreement: { compared, disagreed } }: Total): string {
  const share = compared > 0 ? ` (${formatPercent(disagreed / compared)})` : '';
  return `${formatNumber(disagreed)} of ${formatNumber(compared)} compared answers${share} differ from the champion's`;
}

/** Scaled to the bounds of the policy, 0 to 100 %. */
function outcome({ outcomes: { count, sum } }: Total): string {
  return count > 0
    ? `${formatPercent(sum / count)} of ${formatNumber(count)} users`
    : 'unknown, no user was reported of,';
}
