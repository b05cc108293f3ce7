import type { Prediction } from '../predictions.ts';
import { type ModelCheck, predictionsOf } from './model-check.ts';

/** Golden rows are answered right, whatever else changed. */
export const golden: ModelCheck = {
  kind: 'golden',
  judge: ({ policy, scored }) => {
    const { maxMismatches, tolerance } = policy.evaluation.golden;
    const { truth } = scored.golden;
    const predictions = predictionsOf(scored.golden, 'candidate');
    const base = { check: 'golden', subject: 'golden rows', allowed: `≤ ${maxMismatches} wrong of ${truth.length}` };
    if (!predictions || truth.length === 0) {
      const why = truth.length === 0 ? 'there are no golden rows' : 'the candidate did not answer the golden rows';
      return [{ ...base, verdict: 'inconclusive', sentence: why, observed: null }];
    }
    const wrong = truth.flatMap((expected, i) => {
      const got = predictions[i];
      return got && matches(expected, got, tolerance) ? [] : [{ row: i + 1, expected, got: answerOf(got) }];
    });
    const verdict = wrong.length <= maxMismatches ? 'pass' : 'fail';
    const example = wrong[0] ? `, e.g. row ${wrong[0].row}: expected ${wrong[0].expected}, got ${wrong[0].got}` : '';
    const sentence = `${wrong.length} of ${truth.length} golden rows answered wrong${example}; at most ${maxMismatches} may be`;
    const failing = { count: wrong.length, total: truth.length, samples: wrong.slice(0, 20) };
    return [{ ...base, verdict, sentence, observed: wrong.length, ...(wrong.length ? { failing } : {}) }];
  },
};

function matches(expected: string, got: Prediction, tolerance: number): boolean {
  return 'label' in got ? got.label === expected : Math.abs(got.value - Number(expected)) <= tolerance;
}

function answerOf(prediction: Prediction | undefined): string | number | null {
  if (!prediction) return null;
  return 'label' in prediction ? prediction.label : prediction.value;
}
