import type { CheckResult } from '../gate.ts';
import type { Policy } from '../policy/schema.ts';
import type { Prediction } from '../predictions.ts';
import type { Scored, ScoredRows } from '../scored.ts';

/** What a check of the model gate sees. */
export interface ModelEvidence {
  policy: Policy;
  scored: Scored;
}

/** One check of the model gate; one file each. Yields no result where the policy does not ask for it. */
export interface ModelCheck {
  kind: string;
  judge(evidence: ModelEvidence): CheckResult[];
}

/** Predictions of a model that answered; null where it did not (the `serving` check says why). */
export function predictionsOf(rows: ScoredRows, who: 'candidate' | 'champion'): Prediction[] | null {
  const answer = rows[who];
  return answer?.status === 'answered' ? answer.predictions : null;
}

/** Six significant digits without trailing zeros: enough to tell two metrics apart, short enough to read. */
export function show(value: number): string {
  return String(Number(value.toPrecision(6)));
}
