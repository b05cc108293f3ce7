import { InputError } from '../../errors.ts';
import { type Arms, prepare } from './arms.ts';
import { classifyCompatible } from './classify-compatible.ts';
import { classifyFixed, largestOf, roundingShare } from './classify-fixed.ts';
import type { KayentaConfig } from './config.ts';
import { gaussiansFrom } from './noise.ts';
import { rulesOf } from './rules.ts';
import { groupScores } from './score.ts';
import { type KayentaVerdict, ruleCompatible, ruleFixed } from './verdict.ts';

/** One metric as both arms had it, a value a window; NaN where a window had none. A metric may come in several pairs. */
export interface KayentaPair extends Arms {
  metric: string;
  /** One of the metric's groups in the config; the metric counts in all of them. */
  group: string;
}

/**
 * Judges one window of a canary run by a Kayenta canary config.
 *
 * `compatible` gives the verdicts of Kayenta's NetflixACAJudge-v1.0, defects included: `kayentaDefects` names them. An error in
 * a metric does not count against the candidate there, and no verdict is inconclusive. `fixed` keeps the config's meaning
 * and mends what a single look can mend: no data, too few points and errors are inconclusive, unless what is known fails.
 * Neither is valid when looked at again and again. A pass says that no harm was proven, not that there is none.
 *
 * @param options `seed`: of the noise that compatible mode adds where both arms are constant; Kayenta's own cannot be repeated.
 * @throws InputError `kayenta-pair-unknown` for a pair of a metric or group that the config does not have.
 */
export function kayentaJudge(
  config: KayentaConfig,
  pairs: KayentaPair[],
  options: { mode: 'compatible' | 'fixed'; seed: number },
): KayentaVerdict {
  const fixed = options.mode === 'fixed';
  const gaussian = gaussiansFrom(options.seed);
  const metrics = (fixed ? [...pairs, ...absentees(config, pairs)] : pairs).map((pair) => {
    const metric = metricOf(config, pair);
    const rules = rulesOf(metric);
    const finding = fixed
      ? classifyFixed(prepare(pair, rules, largestOf(pair) * roundingShare), rules)
      : classifyCompatible(prepare(pair, rules), rules, gaussian);
    const { muted } = metric.analysisConfigurations.canary;
    return { metric: metric.name, groups: metric.groups, muted, ...finding };
  });
  const heard = metrics.filter(({ muted }) => !muted);
  const groups = groupScores(heard, config.classifier.groupWeights);
  const ruling = (fixed ? ruleFixed : ruleCompatible)(heard, groups, config.thresholds);
  return { ...ruling, groups, metrics };
}

/** A metric that nobody brought has no data. */
function absentees({ metrics }: KayentaConfig, pairs: KayentaPair[]): KayentaPair[] {
  const brought = new Set(pairs.map(({ metric }) => metric));
  return metrics
    .filter(({ name }) => !brought.has(name))
    .map(({ name, groups }) => ({ metric: name, group: groups[0] ?? '', control: [], experiment: [] }));
}

function metricOf(config: KayentaConfig, { metric, group }: KayentaPair) {
  const found = config.metrics.find(({ name }) => name === metric);
  const known = found ? found.groups : config.metrics.map(({ name }) => name);
  if (found?.groups.includes(group)) return found;
  const what = found ? `group ${JSON.stringify(group)} of metric ${metric}` : `metric ${JSON.stringify(metric)}`;
  throw new InputError('kayenta-pair-unknown', `${config.name} has no ${what}; known: ${known.join(', ')}`);
}
