import { noiseOf } from '../noise.ts';
import { totalVariation as distance } from '../statistics/total-variation.ts';
import { type Method, plain } from './method.ts';

/** By Cauchy and Schwarz Σ |p − q| is at most √(Σ (p − q)² / p). */
export const totalVariation: Method = {
  name: 'total-variation',
  words: 'share of rows that changed their bin',
  threshold: 0.1,
  of: ['number', 'category'],
  measure: (pair) => ({ value: distance(...plain(pair)), noise: Math.sqrt(noiseOf(pair)) / 2 }),
};
