import { InputError } from '../../errors.ts';
import { fault, readYaml, validate, type YamlSource } from '../../yaml-source.ts';
import { canaryConfigSchema, type KayentaMetric, type KayentaThresholds } from './config-schema.ts';

/** What of a canary config decides a verdict, every default filled in. */
export interface KayentaConfig {
  name: string;
  metrics: KayentaMetric[];
  /** Weights in percent; groups without one share what is left of 100 evenly. */
  classifier: { groupWeights: Record<string, number> };
  /** Scores, 0 to 100, from which a run passes or is marginal. */
  thresholds: KayentaThresholds;
}

const code = 'kayenta-config-invalid';

/**
 * Reads a Kayenta canary config, the JSON that its API and Spinnaker's Deck keep. Thresholds are those of
 * `classifier.scoreThresholds`, or a top-level `thresholds` where a config leaves them to the request that runs it.
 * Format: docs/canary-config.md of spinnaker/kayenta.
 * @throws InputError `kayenta-config-invalid` that names every fault with file, line, key, the value got and what is allowed.
 */
export function parseKayentaConfig(text: string, file: string): KayentaConfig {
  const source = readYaml(text, file, code);
  const { name, metrics, classifier, thresholds: requested } = validate(canaryConfigSchema, source.value, source);
  const { groupWeights, scoreThresholds } = classifier;
  if (requested && scoreThresholds)
    throw refuse(source, ['thresholds'], 'is there beside `classifier.scoreThresholds`; only one of them can count');
  const thresholds = requested ?? scoreThresholds;
  if (!thresholds)
    throw refuse(
      source,
      ['classifier'],
      'has no `scoreThresholds`, and there is no `thresholds`: nothing would pass or fail',
    );
  for (const [index, metric] of metrics.entries()) {
    if (metrics.findIndex((other) => other.name === metric.name) < index)
      throw refuse(source, ['metrics', index, 'name'], `${JSON.stringify(metric.name)} is there twice`);
  }
  const total = Object.values(groupWeights).reduce((sum, weight) => sum + weight, 0);
  // Weights such as 33.3 three times, or 0.1 ten times, are sums of rounded numbers.
  if (total > 100 + 1e-9)
    throw refuse(source, ['classifier', 'groupWeights'], `add up to ${total}; at most 100 can be shared out`);
  return { name, metrics, classifier: { groupWeights }, thresholds };
}

function refuse(source: YamlSource, path: Array<string | number>, says: string): InputError {
  return new InputError(code, fault(source, path, says));
}
