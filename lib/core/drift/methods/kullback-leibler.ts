import { noiseOf } from '../noise.ts';
import { kullbackLeibler as divergence } from '../statistics/kullback-leibler.ts';
import { type Method, smoothed } from './method.ts';

/** Of the reference from the current data, in nats. */
export const kullbackLeibler: Method = {
  name: 'kullback-leibler',
  words: 'Kullback–Leibler divergence',
  threshold: 0.1,
  of: ['number', 'category'],
  measure: (pair) => ({ value: divergence(...smoothed(pair)), noise: noiseOf(pair) / 2 }),
};
