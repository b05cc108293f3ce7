import type { NumberPair } from '../pair.ts';
import { kolmogorovSmirnov } from '../statistics/kolmogorov-smirnov.ts';
import { ksPValue } from '../statistics/ks-p-value.ts';
import type { Method } from './method.ts';

export const kolmogorovSmirnovTest: Method<NumberPair> = {
  name: 'kolmogorov-smirnov-test',
  words: 'p of the Kolmogorov–Smirnov test',
  threshold: 0.05,
  test: true,
  of: ['number'],
  measure: ({ cells, n, m }) => ({ value: ksPValue(kolmogorovSmirnov(cells).distance, n, m) }),
};
