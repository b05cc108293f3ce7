import { formatNumber } from '../../report/format.ts';
import type { Comparison } from '../compare.ts';
import type { DriftCheck, Finding } from './drift-check.ts';
import { indices } from './indices.ts';

/** Are the values of a column spread as those of the reference? */
export const drift: DriftCheck = {
  name: 'drift',
  judge: (comparison, { minRows }) => {
    const { current, reference, pair, distance } = comparison;
    if (!current) return other('the column is not there any more', 'a column of the reference');
    if (!pair || !distance) return incomparable(reference.content, current.content);
    if (Math.min(pair.n, pair.m) < minRows) {
      const clause = `insufficient data: ${pair.m} values against ${pair.n} of the reference; at least ${minRows} of each are needed`;
      return { verdict: 'inconclusive', observed: null, allowed: `at least ${minRows} values`, clause };
    }
    return judged(pair, distance);
  },
};

function incomparable(reference: Content, current: Content): Finding | undefined {
  // What the reference does not tell cannot be asked.
  if (reference.kind === 'untold') return undefined;
  const before = reference.kind === 'number' ? 'numbers' : 'categories';
  if (current.kind !== 'untold')
    return other(`held ${before} and holds ${current.kind === 'number' ? 'numbers' : 'categories'} now`, before);
  return {
    verdict: 'inconclusive',
    observed: null,
    allowed: before,
    clause: `it ${current.why}, where the reference has ${before}`,
  };
}

type Content = Comparison['reference']['content'];

function other(clause: string, allowed: string): Finding {
  return { verdict: 'fail', observed: null, allowed, clause };
}

function judged(pair: NonNullable<Comparison['pair']>, distance: NonNullable<Comparison['distance']>): Finding {
  const { method, value, threshold, noise = 0, most = value } = distance;
  const least = Math.max(threshold, noise);
  const drifted = method.test ? value <= threshold : value >= least;
  const allowed = `${method.test ? 'above' : 'below'} ${formatNumber(method.test ? threshold : least)}`;
  const observed = Number(value.toPrecision(6));
  const sizes = `${formatNumber(pair.m)} values against ${formatNumber(pair.n)}`;
  const clause = `${method.words} ${formatNumber(value)}, allowed ${allowed}${becauseOf(noise, threshold)}; ${sizes}${indices(pair)}`;
  // Bins that are too coarse must not hide what they hold.
  if (!drifted && most >= least && most - value > least / 2)
    return {
      verdict: 'inconclusive',
      observed,
      allowed,
      clause: `${clause}; it may be ${formatNumber(most)}, as the bins are coarse`,
    };
  return { verdict: drifted ? 'fail' : 'pass', observed, allowed, clause };
}

function becauseOf(noise: number, threshold: number): string {
  return noise > threshold ? ', which so few rows reach by chance' : '';
}
