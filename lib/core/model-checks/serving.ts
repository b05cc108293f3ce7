import type { CheckResult } from '../gate.ts';
import type { Answer } from '../scored.ts';
import type { ModelCheck } from './model-check.ts';

/** The candidate came up and answered every row in the declared shape, with finite numbers only. */
export const serving: ModelCheck = {
  kind: 'serving',
  judge: ({ scored }) => [
    judgeAnswer('holdout', scored.holdout.candidate),
    judgeAnswer('golden', scored.golden.candidate),
  ],
};

function judgeAnswer(subject: string, answer: Answer): CheckResult {
  const allowed = 'one finite prediction of the declared shape for each row';
  if (answer.status === 'failed') {
    return { check: 'serving', subject, verdict: 'fail', sentence: answer.sentence, observed: answer.code, allowed };
  }
  const observed = `${answer.predictions.length} predictions`;
  return {
    check: 'serving',
    subject,
    verdict: 'pass',
    sentence: `the candidate answered all ${subject} rows`,
    observed,
    allowed,
  };
}
