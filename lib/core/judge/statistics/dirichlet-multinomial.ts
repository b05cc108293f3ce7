import { InputError } from '../../errors.ts';
import { logBetaTails } from './special-functions/incomplete-beta.ts';
import { logBeta, logGamma } from './special-functions/log-gamma.ts';

const defaultConcentration = 100;

/**
 * ln of the e-value against "these counts fell into their classes with these shares", both sides: the sample-ratio mismatch
 * test of requests against configured weights. lnB(kθ + c) − lnB(kθ) − Σ c ln θ, the mixture of likelihood ratios over
 * Dirichlet(kθ); k = `concentration`, the larger the smaller the departures it looks for. An e-process in the counts so far.
 * Lindon & Malek, arXiv 2011.03567. Assumes that each request is routed on its own, with the same shares all along: when shares
 * change, start anew and add the logarithms. Oracle: scipy.stats.dirichlet_multinomial.
 */
export function logMultinomialE(counts: number[], shares: number[], concentration = defaultConcentration): number {
  const sum = shares.reduce((all, share) => all + share, 0);
  if (counts.length !== shares.length || !shares.every((share) => share > 0) || Math.abs(sum - 1) > 1e-9) {
    const got = `${counts.length} counts and the shares ${shares.join(', ')}`;
    throw new InputError('judge-input', `a share above 0 is needed for each count, 1 in all; got ${got}`);
  }
  checkClasses(counts, concentration);
  const total = counts.reduce((all, count) => all + count, 0);
  let log = logGamma(concentration) - logGamma(concentration + total);
  for (const [i, count] of counts.entries()) {
    const share = shares[i] ?? 0;
    const prior = concentration * share;
    if (count > 0) log += logGamma(prior + count) - logGamma(prior) - count * Math.log(share);
  }
  return log;
}

/**
 * ln of the e-value against "at most `share` of the bad events are the candidate's", one side: the same mixture with its prior
 * cut off at `share`. With `share` the candidate's share of the traffic it compares error rates where only error counts
 * exist; it then takes a drift of the split for one of the rates. 0 < share < 1. Oracle: scipy.integrate.quad.
 */
export function logShareE(
  errors: { candidate: number; champion: number },
  share: number,
  concentration = defaultConcentration,
): number {
  if (!(share > 0 && share < 1)) {
    throw new InputError('judge-input', `the candidate's share must be above 0 and below 1, got ${share}`);
  }
  const { candidate, champion } = errors;
  checkClasses([candidate, champion], concentration);
  const a = concentration * share;
  const b = concentration * (1 - share);
  const ratio = logBeta(a + candidate, b + champion) - logBeta(a, b);
  const truncation = logBetaTails(share, a + candidate, b + champion).upper - logBetaTails(share, a, b).upper;
  return ratio + truncation - candidate * Math.log(share) - champion * Math.log1p(-share);
}

function checkClasses(counts: number[], concentration: number): void {
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw new InputError('judge-input', `counts must be whole numbers from 0 on, got ${counts.join(', ')}`);
  }
  if (!(concentration > 0 && Number.isFinite(concentration))) {
    throw new InputError('judge-input', `the concentration must be a number above 0, got ${concentration}`);
  }
}
