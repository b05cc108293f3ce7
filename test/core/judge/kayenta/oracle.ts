import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Both edges of the step or tread where a statistic crosses a quantile. */
type Edges = [number, number];

export interface Sample {
  name: string;
  experiment: number[];
  control: number[];
  statistics: Array<{ shift: number; value: number }>;
  estimate: Edges;
  shifts: Array<{ confidence: 0.95 | 0.98; lower: Edges; upper: Edges }>;
  cles: number;
  meanRatio: number;
  percentiles: Array<{ percent: number; value: number }>;
  dropped: Array<{ factor: number; values: number[] }>;
}

/** Written by test/oracles/kayenta.py. */
export const oracle = JSON.parse(readFileSync(join(import.meta.dirname, '../../../oracles/kayenta.json'), 'utf8')) as {
  tail: number;
  z: number;
  /** Quantiles of the standard normal distribution by confidence. */
  quantiles: Record<0.95 | 0.98, number>;
  distribution: Array<{ n: number; m: number; u: number; atMost: number }>;
  intervals: Array<{
    experiment: number[];
    control: number[];
    lower: number;
    upper: number;
    estimate: number;
    attainable: boolean;
  }>;
  samples: Sample[];
  labels: Array<{
    sample: string;
    direction: 'increase' | 'decrease' | 'either';
    measure: 'meanRatio' | 'cles';
    /** Decrease, then increase. */
    allowed: [number, number];
    criticalAt: [number, number];
    tolerance: number;
    confidence: 0.95 | 0.98;
    label: 'Pass' | 'High' | 'Low';
    /** Whether a critical metric's finding would be critical. */
    grave: boolean;
  }>;
};

export function sampleOf(name: string): Sample {
  const found = oracle.samples.find((sample) => sample.name === name);
  if (!found) throw new Error(`the oracle has no sample ${name}`);
  return found;
}

export function times(count: number, value: number): number[] {
  return Array.from({ length: count }, () => value);
}
