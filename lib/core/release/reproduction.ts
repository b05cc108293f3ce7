import { show } from '../model-checks/model-check.ts';
import type { Prediction } from '../predictions.ts';

/** How the answers of two models to the same rows differ. */
export interface PredictionDifference {
  rows: number;
  /** Rows with another label (classification) or another value (regression). */
  different: number;
  /** Of a probability, or of a value in its own units. */
  maxAbsDifference: number;
}

/** Null where there is not one answer of each to each row. */
export function comparePredictions(released: Prediction[], again: Prediction[]): PredictionDifference | null {
  if (released.length !== again.length || released.length === 0) return null;
  const pairs = released.map((prediction, i) => distance(prediction, again[i]));
  if (pairs.some((pair) => pair === null)) return null;
  const known = pairs.filter((pair) => pair !== null);
  return {
    rows: released.length,
    different: known.filter(({ other }) => other).length,
    maxAbsDifference: Math.max(...known.map(({ difference }) => difference)),
  };
}

function distance(a: Prediction, b: Prediction | undefined): { other: boolean; difference: number } | null {
  if (b === undefined) return null;
  if ('value' in a)
    return 'value' in b ? { other: a.value !== b.value, difference: Math.abs(a.value - b.value) } : null;
  if ('value' in b) return null;
  const labels = new Set([...Object.keys(a.probabilities), ...Object.keys(b.probabilities)]);
  const differences = [...labels].map((label) =>
    Math.abs((a.probabilities[label] ?? 0) - (b.probabilities[label] ?? 0)),
  );
  return { other: a.label !== b.label, difference: Math.max(0, ...differences) };
}

/** What training again from the pins of a release gave. */
export interface Reproduction {
  version: string;
  runId: string;
  model: { released: string; reproduced: string; same: boolean };
  /** Whether the rows were split as they were then; null where the split of then is not on record. */
  sameSplit: boolean | null;
  /** Against the predictions on record; null where one of the two models gave none. */
  predictions: PredictionDifference | null;
  /** Rows and seconds of the training. */
  trainRows: number;
  seconds: number;
  /** What was not as it was then. */
  notes: string[];
  verdict: 'pass' | 'fail' | 'inconclusive';
  sentence: string;
}

/** The verdict on a reproduction: the same answers are what counts, and the same bytes are their best proof. */
export function judgeReproduction(facts: Omit<Reproduction, 'verdict' | 'sentence'>): Reproduction {
  const { version, model, predictions } = facts;
  const hash = model.same
    ? `same model hash (${model.released.slice(0, 12)})`
    : `another model hash (${model.reproduced.slice(0, 12)}, released ${model.released.slice(0, 12)})`;
  if (predictions === null)
    return { ...facts, verdict: 'inconclusive', sentence: `${version}: ${hash}; there are no predictions to compare` };
  const { rows, different, maxAbsDifference } = predictions;
  const same = different === 0 && maxAbsDifference === 0;
  const share = `${show((100 * different) / rows)} %`;
  const answers = same
    ? `the same predictions on all ${rows} holdout rows`
    : `predictions differ on ${rows} holdout rows: ${different} other answers (${share}), at most ${show(maxAbsDifference)} apart`;
  return { ...facts, verdict: same ? 'pass' : 'fail', sentence: `${version}: ${hash}, ${answers}` };
}
