import type { DriftColumn } from '../../../lib/core/drift/column.ts';
import { type DriftPolicy, drift } from '../../../lib/core/policy/drift.ts';
import { binOf, exponentFor, histogramOf } from '../../../lib/core/profile/histogram.ts';
import { lnGamma, quantilesOf } from '../../../lib/core/sketch/quantiles.ts';

/** A column of numbers, known by its values. */
export function numbers(name: string, values: number[], missing = 0): DriftColumn {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const content = {
    kind: 'number' as const,
    count: values.length,
    min: values.reduce((a, b) => Math.min(a, b)),
    max: values.reduce((a, b) => Math.max(a, b)),
    deviation,
    of: { values: Float64Array.from(values) },
  };
  return { name, rows: values.length + missing, missing, content };
}

/** The same column, known as a profile knows it; one of version 1 has no sketch. */
export function inBins(column: DriftColumn, version: 1 | 2 = 2): DriftColumn {
  const { content } = column;
  if (content.kind !== 'number' || !('values' in content.of)) throw new Error(`${column.name} holds no values`);
  const exponent = exponentFor(content.min, content.max);
  const bins = new Map<number, number>();
  const signed = { zeros: 0, positive: new Map<number, number>(), negative: new Map<number, number>() };
  const add = (map: Map<number, number>, key: number) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const value of content.of.values) {
    add(bins, binOf(value, exponent));
    if (value === 0) signed.zeros += 1;
    else add(value > 0 ? signed.positive : signed.negative, Math.ceil(Math.log(Math.abs(value)) / lnGamma));
  }
  const histogram = histogramOf(exponent, bins);
  if (!histogram) throw new Error(`${column.name} is empty`);
  const quantiles = version === 2 ? quantilesOf(signed) : null;
  return { ...column, content: { ...content, of: { histogram, quantiles } } };
}

export function categories(name: string, counts: Record<string, number>, missing = 0): DriftColumn {
  const count = Object.values(counts).reduce((a, b) => a + b, 0);
  const content = { kind: 'category' as const, count, counts: new Map(Object.entries(counts)) };
  return { name, rows: count + missing, missing, content };
}

export function policyOf(options: object = {}): DriftPolicy {
  return drift.parse(options);
}
