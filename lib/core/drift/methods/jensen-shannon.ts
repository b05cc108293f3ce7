import { noiseOf } from '../noise.ts';
import { jensenShannonDistance } from '../statistics/jensen-shannon.ts';
import { type Method, plain } from './method.ts';

/** Of base 2: 0 to 1. */
export const jensenShannon: Method = {
  name: 'jensen-shannon',
  words: 'Jensen–Shannon distance',
  threshold: 0.1,
  of: ['number', 'category'],
  measure: (pair) => ({
    value: jensenShannonDistance(...plain(pair)),
    noise: Math.sqrt(noiseOf(pair) / (8 * Math.LN2)),
  }),
};
