import type { PredictionCounts } from './traffic.ts';

/** One prediction as far as it can be counted and compared; `invalid` says nothing that a caller could use. */
export type Said = { label: string } | { value: number } | { invalid: true };

const invalid: Said = { invalid: true };
/** Labels are the model's own words: one that makes up new ones must not grow a record without end. */
const longestLabel = 60;

/** The predictions in an answer of `/invocations`, read leniently; undefined where it has none, as after an error. */
export function predictionsIn(body: string): Said[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    // Python writes NaN as a bare word, which no JSON reader takes: such an answer is of no use to anybody.
    return /"predictions"/.test(body) ? [invalid] : undefined;
  }
  const predictions = isRecord(parsed) ? parsed.predictions : undefined;
  return Array.isArray(predictions) ? predictions.map(said) : undefined;
}

export function countPredictions(predictions: Said[]): PredictionCounts {
  const bins: Record<string, number> = {};
  let lost = 0;
  for (const one of predictions) {
    if ('invalid' in one) lost += 1;
    else {
      const bin = 'label' in one ? one.label : valueBin(one.value);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
  }
  return { count: predictions.length, invalid: lost, bins };
}

/** Whether two answers to one request say the same; an answer without predictions agrees with nothing. */
export function agree(a: Said[] | undefined, b: Said[] | undefined, tolerance: number): boolean {
  if (!a || !b || a.length !== b.length) return false;
  return a.every((one, i) => alike(one, b[i] ?? invalid, tolerance));
}

/** Name of the range of a number: a quarter of a doubling wide (19 %), by sign. */
export function valueBin(value: number): string {
  if (value === 0) return '0';
  return `${value < 0 ? '-' : ''}2^${Math.floor(Math.log2(Math.abs(value)) * 4) / 4}`;
}

function said(prediction: unknown): Said {
  const of = isRecord(prediction) ? (prediction.label ?? prediction.value) : prediction;
  if (typeof of === 'number') return Number.isFinite(of) ? { value: of } : invalid;
  return typeof of === 'string' ? { label: of.slice(0, longestLabel) } : invalid;
}

function alike(a: Said, b: Said, tolerance: number): boolean {
  if ('label' in a && 'label' in b) return a.label === b.label;
  return 'value' in a && 'value' in b && Math.abs(a.value - b.value) <= tolerance;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
