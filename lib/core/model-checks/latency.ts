import { type ModelCheck, show } from './model-check.ts';

/** 99th percentile (nearest rank) of the scoring requests' latency, where the policy bounds it. */
export const latency: ModelCheck = {
  kind: 'latency',
  judge: ({ policy, scored }) => {
    const allowedMs = policy.evaluation.maxLatencyP99Ms;
    const answer = scored.holdout.candidate;
    if (allowedMs === undefined || answer.status !== 'answered' || answer.latenciesMs.length === 0) return [];
    const sorted = [...answer.latenciesMs].sort((a, b) => a - b);
    const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
    const verdict = p99 <= allowedMs ? 'pass' : 'fail';
    const sentence = `99 % of the scoring requests took at most ${show(p99)} ms; ${allowedMs} ms are allowed`;
    return [{ check: 'latency', subject: 'p99', verdict, sentence, observed: p99, allowed: `≤ ${allowedMs} ms` }];
  },
};
