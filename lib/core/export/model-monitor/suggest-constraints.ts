import type { Constraints } from '../../contract/model-monitor/constraints-schema.ts';
import { monitoringConfig } from './constraints.ts';
import type { FeatureStatistics, Statistics } from './statistics.ts';

/** A text of more different values has no domain. */
const mostDomainValues = 30;
/** A domain is suggested where a value comes this often on average, or it is chance that there are few. */
const leastRepeats = 10;

/** `constraints.json` as the service suggests it of a baseline: what was so there stays so. */
export function suggestConstraints({ features }: Statistics): Constraints {
  return { version: 0, features: features.map(suggestionOf), monitoring_config: monitoringConfig };
}

function suggestionOf({
  name,
  inferred_type,
  numerical_statistics: numbers,
  string_statistics: texts,
}: FeatureStatistics) {
  const { num_present = 0, num_missing = 0 } = numbers?.common ?? texts?.common ?? {};
  const domains = texts?.distribution?.categorical.buckets.map(({ value }) => value).sort() ?? [];
  const isDomain =
    domains.length > 0 && domains.length <= mostDomainValues && num_present / domains.length >= leastRepeats;
  return {
    name,
    inferred_type,
    completeness: num_present + num_missing === 0 ? 0 : num_present / (num_present + num_missing),
    ...(numbers ? { num_constraints: { is_non_negative: numbers.min >= 0 } } : {}),
    ...(isDomain ? { string_constraints: { domains } } : {}),
  };
}
