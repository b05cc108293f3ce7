import { noiseOf } from '../noise.ts';
import type { Range } from '../pair.ts';
import { psi as index } from '../statistics/psi.ts';
import { type Method, smoothed } from './method.ts';

/** By rule of thumb 0.1 is a shift and 0.25 a large one. */
export const psi: Method = {
  name: 'psi',
  words: 'population stability index',
  threshold: 0.1,
  of: ['number', 'category'],
  measure: (pair) => {
    const value = index(...smoothed(pair));
    const ranges = pair.kind === 'number' ? pair.ranges : undefined;
    const most = ranges ? Math.max(value, psiWithin(ranges, pair.n, pair.m).most) : value;
    return { value, most, noise: noiseOf(pair) };
  },
};

/** What PSI may be if bins hold what `ranges` allow. Its terms are convex, so each is largest at a corner. */
export function psiWithin(ranges: Range[], n: number, m: number): { least: number; most: number } {
  const shares = ([least, most]: Range['reference'], size: number) => ({
    least: (least + 0.5) / (size + ranges.length / 2),
    most: (most + 0.5) / (size + 0.5),
  });
  let [least, most] = [0, 0];
  for (const { reference, current } of ranges) {
    if (reference[1] + current[1] === 0) continue;
    const [p, q] = [shares(reference, n), shares(current, m)];
    const term = (a: number, b: number) => index([a], [b]);
    most += Math.max(term(p.least, q.most), term(p.most, q.least));
    // A bin that is empty on both sides says nothing.
    if (reference[0] + current[0] === 0) continue;
    least += p.least > q.most ? term(p.least, q.most) : q.least > p.most ? term(p.most, q.least) : 0;
  }
  return { least, most };
}
