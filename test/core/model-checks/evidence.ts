import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelEvidence } from '../../../lib/core/model-checks/model-check.ts';
import { parsePolicy } from '../../../lib/core/policy/parse.ts';
import type { Policy } from '../../../lib/core/policy/schema.ts';
import type { Answer, Scored, ScoredRows } from '../../../lib/core/scored.ts';

const iris = parsePolicy(readFileSync(join(import.meta.dirname, '../../../examples/iris/signalbox.yaml'), 'utf8'));

/** Predictions of the given labels, each with this certainty. */
export function answered(labels: string[], certainty = 0.9, latenciesMs = [5]): Answer {
  const predictions = labels.map((label) => ({ label, probabilities: { [label]: certainty, other: 1 - certainty } }));
  return { status: 'answered', predictions, latenciesMs };
}

export const failed: Answer = { status: 'failed', code: 'not-ready', sentence: 'it never came up' };

export function rows(truth: string[], candidate: Answer, champion: Answer | null = null): ScoredRows {
  return { truth, candidate, champion };
}

/** Three rows, answered right by a first candidate under the iris policy, but for what is given. */
export function evidence(scored: Partial<Scored>, evaluation: Partial<Policy['evaluation']> = {}): ModelEvidence {
  const right = rows(['a', 'b', 'a'], answered(['a', 'b', 'a']));
  const candidate = { id: 'v2', sourceDigest: 's', imageDigest: 'i', imageUri: null, modelDigest: 'm' };
  return {
    policy: { ...iris, evaluation: { ...iris.evaluation, ...evaluation } },
    scored: { candidate, champion: null, holdout: right, golden: right, ...scored },
  };
}
