import type { Check } from '../../checks/check.ts';
import type { DataContract } from '../../contract/contract.ts';
import type { Constraints, Feature } from '../../contract/model-monitor/constraints-schema.ts';
import { namedProperties } from '../../contract/named-properties.ts';
import type { LogicalType, Property } from '../../contract/property.ts';
import type { ContractWriter } from '../contract-writer.ts';
import { isAll } from '../same-meaning.ts';

/** As the service writes it beside a baseline. */
export const monitoringConfig = {
  evaluate_constraints: 'Enabled',
  emit_metrics: 'Enabled',
  datatype_check_threshold: 1,
  domain_content_threshold: 1,
  distribution_constraints: {
    perform_comparison: 'Enabled',
    comparison_threshold: 0.1,
    comparison_method: 'Robust',
    categorical_comparison_threshold: 0.1,
    categorical_drift_method: 'LInfinity',
  },
} as const;

/** `constraints.json` of SageMaker Model Monitor: types, completeness, domains and no negative numbers, and nothing else. */
export const modelMonitorConstraints: ContractWriter = (contract) => {
  const leftOut: Check[] = [];
  const features = featuresOf(contract);
  const said = new Said();
  for (const check of contract.checks) {
    const feature = features.find(({ name }) => check.columns.length === 1 && name === check.columns[0]);
    const words = wordsOf(check, features.length);
    if (!words || (check.columns.length > 0 && !feature) || (feature && !said.fits(feature, check, words)))
      leftOut.push(check);
    else if (feature) Object.assign(feature, merged(feature, words));
  }
  const constraints: Constraints = { version: 0, features, monitoring_config: monitoringConfig };
  return { text: `${JSON.stringify(constraints, null, 2)}\n`, leftOut };
};

const types: Record<LogicalType, Feature['inferred_type']> = {
  boolean: 'String',
  date: 'String',
  integer: 'Integral',
  number: 'Fractional',
  string: 'String',
  time: 'String',
  timestamp: 'String',
};

function featuresOf({ properties, checks }: DataContract): Feature[] {
  const declared: Property[] = properties.length > 0 ? properties : namedProperties(checks);
  // Each feature of the list has to be there.
  return declared.flatMap(({ name, logicalType, optional }) =>
    optional ? [] : [{ name, inferred_type: logicalType ? types[logicalType] : ('Unknown' as const) }],
  );
}

const aspects: Record<string, string> = {
  'allowed-values': 'domains',
  range: 'limits',
  required: 'completeness',
  statistic: 'completeness',
  type: 'type',
};

/** Each feature says a thing once: what says it otherwise would take the place of what was said. */
class Said {
  readonly #words = new Map<string, string>();

  /** Whether the words for a check can stand beside those that were. */
  fits({ name, inferred_type }: Feature, { kind, args }: Check, words: Partial<Feature>): boolean {
    const { logicalType } = (args ?? {}) as { logicalType?: LogicalType };
    if (kind === 'type' && logicalType !== undefined && types[logicalType] !== inferred_type) return false;
    const [key, said] = [JSON.stringify([name, aspects[kind]]), JSON.stringify(words)];
    const before = this.#words.get(key) ?? said;
    this.#words.set(key, before);
    return before === said;
  }
}

/** A domain of one feature has a threshold of its own. */
function merged(feature: Feature, words: Partial<Feature>): Partial<Feature> {
  const overrides = { ...feature.monitoring_config_overrides, ...words.monitoring_config_overrides };
  return { ...words, ...(Object.keys(overrides).length > 0 ? { monitoring_config_overrides: overrides } : {}) };
}

/** The words for a check; none where there are none. Those of the whole table are said by the list of features. */
function wordsOf(check: Check, features: number): Partial<Feature> | undefined {
  const { kind, like, accept, where, missing, optional, anyOf, past, severity } = check;
  const args = (check.args ?? {}) as Record<string, unknown>;
  const share = isAll(accept) ? 1 : 'mostly' in accept ? accept.mostly : undefined;
  if (
    like !== undefined ||
    where ||
    missing ||
    optional ||
    anyOf !== undefined ||
    past ||
    severity !== 'error' ||
    share === undefined
  )
    return undefined;
  switch (kind) {
    case 'type':
      if (!['integer', 'number', 'string'].includes(String(args.logicalType)) || args.coerced) return undefined;
      return share === 1 ? {} : { monitoring_config_overrides: { datatype_check_threshold: share } };
    case 'required':
      return { completeness: share };
    case 'statistic': {
      const { of, minimum, ...others } = args;
      const isShare = of === 'present-share' && typeof minimum === 'number' && Object.keys(others).length === 0;
      return isShare ? { completeness: minimum } : undefined;
    }
    case 'range': {
      const { otherTypes: _, ...limits } = args;
      return JSON.stringify(limits) === '{"minimum":0}' ? { num_constraints: { is_non_negative: true } } : undefined;
    }
    case 'allowed-values': {
      const domains = args.values as unknown[];
      if (!domains.every((value): value is string => typeof value === 'string')) return undefined;
      const overrides = share === 1 ? {} : { monitoring_config_overrides: { domain_content_threshold: share } };
      return { string_constraints: { domains }, ...overrides };
    }
    case 'columns-set':
      return (args.columns as unknown[] | null)?.length === features &&
        args.optional === undefined &&
        args.like === undefined
        ? {}
        : undefined;
    case 'column-count':
      return args.maximum === features && Object.keys(args).length === 1 ? {} : undefined;
    default:
      return undefined;
  }
}
