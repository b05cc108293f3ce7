import { metrics } from '../metrics/registry.ts';
import { type ModelCheck, predictionsOf, show } from './model-check.ts';

/** The candidate is not worse than the champion, on the same rows, by more than the policy allows. */
export const champion: ModelCheck = {
  kind: 'champion',
  judge: ({ policy, scored }) => {
    const { metric: name, maxLoss } = policy.evaluation.champion;
    const metric = metrics[name];
    const base = { check: 'champion', subject: name };
    if (scored.champion === null) {
      const sentence = 'there is no champion yet: the first release is judged by thresholds alone';
      return [{ ...base, verdict: 'pass', sentence, observed: null, allowed: 'no champion', champion: null }];
    }
    const mine = predictionsOf(scored.holdout, 'candidate');
    const theirs = predictionsOf(scored.holdout, 'champion');
    if (!mine || !theirs || scored.holdout.truth.length === 0) {
      const who = mine ? `the champion ${scored.champion}` : 'the candidate';
      const sentence = `${who} did not answer the holdout rows, so there is nothing to compare`;
      return [
        { ...base, verdict: 'inconclusive', sentence, observed: null, allowed: 'both models answer', champion: null },
      ];
    }
    const candidate = metric.compute(scored.holdout.truth, mine);
    const incumbent = metric.compute(scored.holdout.truth, theirs);
    const loss = metric.better === 'higher' ? incumbent - candidate : candidate - incumbent;
    const bound = metric.better === 'higher' ? incumbent - maxLoss : incumbent + maxLoss;
    const allowed = `${metric.better === 'higher' ? '≥' : '≤'} ${show(bound)}`;
    const direction = loss > 0 ? `worse by ${show(loss)}` : `better by ${show(-loss)}`;
    const sentence = `${name} ${show(candidate)} against ${show(incumbent)} of champion ${scored.champion}: ${loss === 0 ? 'equal' : direction}; at most ${maxLoss} worse is allowed`;
    const verdict = Number.isFinite(loss) ? (loss <= maxLoss ? 'pass' : 'fail') : 'inconclusive';
    return [{ ...base, verdict, sentence, observed: candidate, allowed, champion: incumbent }];
  },
};
