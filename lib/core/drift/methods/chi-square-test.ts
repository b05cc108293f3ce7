import { chiSquare } from '../statistics/chi-square.ts';
import type { Method } from './method.ts';

export const chiSquareTest: Method = {
  name: 'chi-square-test',
  words: 'p of the chi-square test',
  threshold: 0.05,
  test: true,
  of: ['number', 'category'],
  measure: ({ counts }) => ({ value: chiSquare(counts.reference, counts.current).pValue }),
};
