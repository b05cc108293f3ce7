import type { KayentaThresholds } from './config-schema.ts';
import type { KayentaVerdict } from './verdict.ts';

/**
 * The verdict over all runs of a canary, in their order, as Kayenta's stand-alone analysis gives it: a run at or below the
 * marginal score ends it at once, and the last run must reach the passing score. No run, or one that is inconclusive, passes nothing.
 */
export function kayentaRuns(
  runs: Array<Pick<KayentaVerdict, 'verdict' | 'score'>>,
  { pass, marginal }: KayentaThresholds,
): { verdict: 'pass' | 'fail' | 'inconclusive'; sentence: string } {
  const last = runs.at(-1);
  if (!last) return { verdict: 'inconclusive', sentence: 'no run was judged' };
  const low = runs.findIndex(
    ({ verdict, score }) => verdict === 'fail' || (verdict !== 'inconclusive' && score <= marginal),
  );
  if (low >= 0) {
    const sentence = `run ${low + 1} of ${runs.length} scored ${runs[low]?.score}; more than the marginal ${marginal} is needed in each`;
    return { verdict: 'fail', sentence };
  }
  const open = runs.findIndex(({ verdict }) => verdict === 'inconclusive');
  if (open >= 0) return { verdict: 'inconclusive', sentence: `run ${open + 1} of ${runs.length} is inconclusive` };
  const passes = last.score >= pass;
  const sentence = `the last of ${runs.length} runs scored ${last.score}; ${pass} is needed`;
  return { verdict: passes ? 'pass' : 'fail', sentence };
}
