import { type ModelCheck, show } from './model-check.ts';

/** 99th percentile (nearest rank) of the scoring requests' latency, where the policy bounds it. */
export const latency: ModelCheck = {
  kind: 'latency',
  judge: ({ policy, scored }) => {
    const allowedMs = policy.evaluation.maxLatencyP99Ms;
    const answer = scored.holdout.candidate;
    if (allowedMs === undefined) return [];
    const base = { check: 'latency', subject: 'p99', allowed: `≤ ${allowedMs} ms` };
    if (answer.status !== 'answered' || answer.latenciesMs.length === 0) {
      const sentence = `no scoring request was answered, so there is no latency to hold against ${allowedMs} ms`;
      return [{ ...base, verdict: 'inconclusive', sentence, observed: null }];
    }
    const sorted = [...answer.latenciesMs].sort((a, b) => a - b);
    const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
    const verdict = p99 <= allowedMs ? 'pass' : 'fail';
    const sentence = `99 % of the scoring requests took at most ${show(p99)} ms; ${allowedMs} ms are allowed`;
    return [{ ...base, verdict, sentence, observed: p99 }];
  },
};
