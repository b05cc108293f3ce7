import { noiseOf } from '../noise.ts';
import { cramersV as association } from '../statistics/cramers-v.ts';
import type { Method } from './method.ts';

export const cramersV: Method = {
  name: 'cramers-v',
  words: "Cramér's V of side and category",
  threshold: 0.1,
  of: ['number', 'category'],
  measure: (pair) => {
    const { counts, n, m } = pair;
    // V is √(χ² / (n + m)), and the noise is χ² (1/n + 1/m).
    const noise = Math.sqrt((noiseOf(pair) * n * m) / (n + m) ** 2);
    return { value: association(counts.reference, counts.current), noise };
  },
};
