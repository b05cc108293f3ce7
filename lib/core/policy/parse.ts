import { formatOf } from '../data-format.ts';
import { InputError } from '../errors.ts';
import { metrics as knownMetrics } from '../metrics/registry.ts';
import { refusals } from '../rollout/compatibility.ts';
import { readYaml, validate } from '../yaml-source.ts';
import { checkRollout } from './rollout-check.ts';
import { type MetricName, type Policy, policySchema } from './schema.ts';

/**
 * Reads a `signalbox.yaml`.
 * @throws InputError `policy-invalid` that names every fault with file, line, key, the value got and what is allowed.
 */
export function parsePolicy(text: string, file = 'signalbox.yaml'): Policy {
  const source = readYaml(text, file, 'policy-invalid');
  return checkReferences(validate(policySchema, source.value, source), file);
}

/** A setting that can have no effect is refused too. */
function checkReferences(policy: Policy, file: string): Policy {
  const { task, metrics, champion, golden } = policy.evaluation;
  const known = Object.values(knownMetrics).flatMap((metric) => (metric.task === task ? [metric.name] : []));
  for (const name of [...Object.keys(metrics), champion.metric]) {
    if (known.includes(name)) continue;
    throw new InputError(
      'policy-invalid',
      `${file}: \`evaluation\`: ${name} is not a metric of a ${task} task; allowed: ${known.join(', ')}`,
    );
  }
  if (Object.keys(metrics).length === 0) {
    throw new InputError(
      'policy-invalid',
      `${file}: \`evaluation.metrics\` is empty: a gate without thresholds tests nothing; known metrics: ${known.join(', ')}`,
    );
  }
  for (const [name, { min, max }] of Object.entries(metrics)) {
    const { better, best } = knownMetrics[name as MetricName];
    if (better === 'higher' ? (min ?? best) <= best : (max ?? best) >= best) continue;
    const asked = better === 'higher' ? `min ${min}` : `max ${max}`;
    const sentence = `${file}: \`evaluation.metrics.${name}\` got ${asked}, which no model reaches: the best there is is ${best}`;
    throw new InputError('policy-invalid', sentence);
  }
  if (task === 'classification' && golden.tolerance > 0) {
    throw new InputError(
      'policy-invalid',
      `${file}: \`evaluation.golden.tolerance\` got ${golden.tolerance}, but a label is right or wrong: only a regression task can have one`,
    );
  }
  checkRollout(policy, file);
  return withoutIdle(policy, file);
}

/** Settings that another setting makes idle. */
function withoutIdle(policy: Policy, file: string): Policy {
  const { buildspec, coverage, testReports, image, local, rollout } = policy;
  const idle = (setting: string, why: string) =>
    new InputError('policy-invalid', `${file}: \`${setting}\` would have no effect: ${why}`);
  const format = formatOf(policy.data);
  if (format.delimiter !== undefined && format.type !== undefined && format.type !== 'csv')
    throw idle('data.format.delimiter', `${format.type} has none`);
  if (format.encoding !== undefined && format.type === 'parquet')
    throw idle('data.format.encoding', 'Parquet says its own');
  if (buildspec !== undefined && coverage)
    throw idle('coverage', '`buildspec` names one that judges it itself, or not');
  if (buildspec !== undefined && testReports.length > 0)
    throw idle('testReports', '`buildspec` names one that has `reports` of its own, or not');
  if (image.failOn === 'never' && image.exceptions.length > 0)
    throw idle('image.exceptions', 'with `image.failOn: never` no finding rejects');
  if (local.traffic.expected !== undefined && rollout.strategy.kind !== 'ab')
    throw idle(
      'local.traffic.expected',
      `only an A/B test takes outcomes, and \`rollout.strategy\` is ${rollout.strategy.kind}`,
    );
  return compatible(policy, file);
}

/** What the policy alone tells of combinations that cannot be. */
function compatible(policy: Policy, file: string): Policy {
  const refused = refusals(policy).map((sentence) => `${file}: ${sentence}`);
  if (refused.length > 0) throw new InputError('policy-invalid', refused.join('\n'));
  return policy;
}
