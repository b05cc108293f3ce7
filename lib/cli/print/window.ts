import { formatNumber, formatPercent } from '../../core/report/format.ts';
import type { RolloutStep } from '../../core/rollout/step.ts';
import type { ArmWindow } from '../../core/rollout/traffic.ts';
import type { JudgedWindow } from '../../core/run.ts';
import { printable } from './printable.ts';

const words = { continue: 'baking on', advance: 'next step', promote: 'promote', roll_back: 'roll back' };

/** What the candidate's share is a share of: traffic, copies that no caller is answered by, or users. */
const shares: Record<RolloutStep['manner'], (percent: string) => string> = {
  split: (percent) => `rollout ${percent} %`,
  compared: (percent) => `rollout ${percent} % beside a fresh champion`,
  mirrored: (percent) => `shadow of ${percent} % of the requests`,
  sticky: (percent) => `A/B with ${percent} % of the users`,
  replayed: () => 'replay of captured requests',
};

/** One look of the judge, on one line. */
export function windowLine(window: JudgedWindow): string {
  const share = shares[window.manner ?? 'split'](formatNumber(window.candidatePercent));
  const arms = `candidate ${armText(window.candidate)}, champion ${armText(window.champion)}`;
  return `${share}: ${arms} → ${words[window.decision]}: ${printable(window.sentence)}`;
}

function armText(arm: ArmWindow | null): string {
  if (!arm) return 'no requests';
  const { errors, requests, p99Ms, agreement, outcomes } = arm;
  const parts = [
    `${formatNumber(errors)} errors of ${formatNumber(requests)}`,
    p99Ms === null ? '' : `p99 ${formatNumber(Number(p99Ms.toPrecision(3)))} ms`,
    agreement ? `${formatNumber(agreement.disagreed)} of ${formatNumber(agreement.compared)} answers differ` : '',
    // Scaled to the bounds of the policy: 1 is the best that can be reported, or the worst where lower is better.
    outcomes
      ? `mean outcome ${formatPercent(outcomes.sum / outcomes.count)} of ${formatNumber(outcomes.count)} users`
      : '',
  ];
  return parts.filter(Boolean).join(', ');
}
