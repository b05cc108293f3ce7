import { formatPercent } from '../../report/format.ts';
import type { DriftCheck } from './drift-check.ts';

/** Standard deviations that the difference of two shares of one distribution hardly ever exceeds. */
const deviations = 3;

/** Is a value missing as often as in the reference? Less often is a change for a model too. */
export const missingShare: DriftCheck = {
  name: 'missing-share',
  judge: ({ reference, current }, { maxMissingShareChange: most }) => {
    if (!current || reference.rows === 0 || current.rows === 0) return undefined;
    const [before, now] = [reference.missing / reference.rows, current.missing / current.rows];
    const pooled = (reference.missing + current.missing) / (reference.rows + current.rows);
    const noise = deviations * Math.sqrt(pooled * (1 - pooled) * (1 / reference.rows + 1 / current.rows));
    const change = Math.abs(now - before);
    const least = Math.max(most, noise);
    const allowed = `at most ${formatPercent(least)} away`;
    return {
      verdict: change > least ? 'fail' : 'pass',
      observed: Number((now - before).toPrecision(6)),
      shown: `${now < before ? '' : '+'}${formatPercent(now - before)}`,
      allowed,
      clause: `${formatPercent(now)} of values are missing, of the reference ${formatPercent(before)}; allowed ${allowed}`,
    };
  },
};
