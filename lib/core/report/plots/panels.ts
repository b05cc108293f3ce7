import type { ArmWindow } from '../../rollout/traffic.ts';
import type { RolloutEvidence } from '../../run.ts';
import { formatNumber, formatPercent } from '../format.ts';

export interface Panel {
  title: string;
  height: number;
  /** Of one arm in one window; null where it has none. */
  value(arm: ArmWindow): number | null;
  /** Drawn around its values instead of from 0: a difference is looked for, not a size. */
  near?: true;
  limit: { value: number; says: string } | null;
}

/** What is drawn of a rollout: what decides a shadow or an A/B test first, where it was counted; errors, requests and latency always. */
export function panelsOf({ limits, windows }: Pick<RolloutEvidence, 'limits' | 'windows'>): Panel[] {
  const rate = limits?.maxErrorRate ?? null;
  const p99 = limits?.maxLatencyP99Ms ?? null;
  const tells = (part: keyof ArmWindow) => windows.some(({ candidate }) => candidate?.[part] !== undefined);
  return [
    ...(tells('agreement') ? [disagreement(limits?.maxDisagreement)] : []),
    ...(tells('outcomes') ? [outcome] : []),
    {
      title: 'Error rate, % of answers',
      height: 110,
      value: (arm) => (arm.requests > 0 ? (arm.errors / arm.requests) * 100 : null),
      limit: rate === null ? null : { value: rate * 100, says: `allowed ${formatPercent(rate)}` },
    },
    { title: 'Requests per window', height: 70, value: (arm) => arm.requests, limit: null },
    {
      title: 'Latency p99, ms',
      height: 80,
      value: (arm) => arm.p99Ms,
      limit: p99 === null ? null : { value: p99, says: `allowed ${formatNumber(p99)} ms` },
    },
  ];
}

function disagreement(most: number | undefined): Panel {
  return {
    title: "Answers that differ from the champion's, %",
    height: 110,
    value: ({ agreement }) =>
      agreement && agreement.compared > 0 ? (agreement.disagreed / agreement.compared) * 100 : null,
    limit: most === undefined ? null : { value: most * 100, says: `allowed ${formatPercent(most)}` },
  };
}

/** 0 % is the least that can be reported, 100 % the greatest. */
const outcome: Panel = {
  title: 'Mean outcome of users, %',
  height: 110,
  value: ({ outcomes }) => (outcomes && outcomes.count > 0 ? (outcomes.sum / outcomes.count) * 100 : null),
  near: true,
  limit: null,
};
