import { noRow } from '../../checks/bound.ts';
import type { Accept, Check } from '../../checks/check.ts';
import { InputError } from '../../errors.ts';
import { fault, type Path, validate, type YamlSource } from '../../yaml-source.ts';
import type { DataContract } from '../contract.ts';
import type { LogicalType, Property } from '../property.ts';
import { type ContractReader, hasKey } from '../reader.ts';
import { constraintsSchema, type Feature, type MonitoringConfig } from './constraints-schema.ts';

/** Constraints of SageMaker Model Monitor, of the quality of data. */
export const modelMonitor: ContractReader = {
  format: 'model-monitor',
  tells: 'a mapping with version and features',
  fits: (value) => hasKey(value, ...others, 'features'),
  read,
};

const others = ['regression_constraints', 'binary_classification_constraints', 'multiclass_classification_constraints'];
const types: Record<Feature['inferred_type'], LogicalType | undefined> = {
  Integral: 'integer',
  Fractional: 'number',
  String: 'string',
  Unknown: undefined,
};

function read(source: YamlSource): DataContract {
  refuseOthers(source);
  const { features, monitoring_config = {} } = validate(constraintsSchema, source.value, source);
  const names = features.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice >= 0)
    throw new InputError(
      'contract-invalid',
      fault(source, ['features', twice, 'name'], `${names[twice]} is there twice`),
    );
  const evaluated = monitoring_config.evaluate_constraints !== 'Disabled';
  return {
    format: 'model-monitor',
    file: source.file,
    name: 'data',
    properties: features.map((feature) => propertyOf(feature, isEvaluated(feature, monitoring_config))),
    checks: [
      ...(evaluated ? tableChecks(names, source) : []),
      ...features.flatMap((feature, index) => featureChecks(feature, monitoring_config, source, ['features', index])),
    ],
  };
}

function refuseOthers(source: YamlSource): void {
  const { value } = source;
  const [other] = others.filter((key) => hasKey(value, key));
  if (other !== undefined) {
    const says = 'is about the quality of a model; write such limits into `evaluation` of signalbox.yaml';
    throw new InputError('contract-invalid', fault(source, [other], says));
  }
  if (hasKey(value, 'dataset')) {
    const says = 'statistics describe data and ask nothing of it; the contract is the constraints.json beside them';
    throw new InputError('contract-invalid', fault(source, ['dataset'], says));
  }
}

function tableChecks(names: string[], source: YamlSource): Check[] {
  const at = ['features'];
  return [
    check('missing_column_check', 'columns-set', [], { columns: names, exact: false }, source, at),
    check('extra_column_check', 'column-count', [], { maximum: names.length }, source, at),
  ];
}

/** Of a feature that is not evaluated, nothing is asked. */
function propertyOf({ name, inferred_type, completeness }: Feature, evaluated: boolean): Property {
  const promises = { required: evaluated && completeness === 1, unique: false, identifier: false };
  return { name, logicalType: evaluated ? types[inferred_type] : undefined, ...promises };
}

function configOf(feature: Feature, common: MonitoringConfig): MonitoringConfig {
  return { ...common, ...feature.monitoringConfigOverrides, ...feature.monitoring_config_overrides };
}

function isEvaluated(feature: Feature, common: MonitoringConfig): boolean {
  return configOf(feature, common).evaluate_constraints !== 'Disabled';
}

function featureChecks(feature: Feature, common: MonitoringConfig, source: YamlSource, path: Path): Check[] {
  const { name, inferred_type, completeness, num_constraints, string_constraints } = feature;
  if (!isEvaluated(feature, common)) return [];
  const { datatype_check_threshold = 1, domain_content_threshold = 1 } = configOf(feature, common);
  const made = (word: string, kind: string, args: object, at: Path, accept?: Accept) =>
    check(word, kind, [name], args, source, [...path, ...at], accept);
  const logicalType = types[inferred_type];
  const domains = string_constraints?.domains;
  return [
    ...(logicalType === undefined
      ? []
      : [made('data_type_check', 'type', { logicalType }, ['inferred_type'], { mostly: datatype_check_threshold })]),
    ...(completeness === undefined || completeness === 0
      ? []
      : [made('completeness_check', 'statistic', { of: 'present-share', minimum: completeness }, ['completeness'])]),
    ...(num_constraints?.is_non_negative
      ? [made('non_negative_check', 'range', { minimum: 0 }, ['num_constraints', 'is_non_negative'])]
      : []),
    ...(domains === undefined
      ? []
      : [
          made('categorical_values_check', 'allowed-values', { values: domains }, ['string_constraints', 'domains'], {
            mostly: domain_content_threshold,
          }),
        ]),
  ];
}

function check(
  word: string,
  kind: string,
  columns: string[],
  args: object,
  source: YamlSource,
  path: Path,
  accept: Accept = noRow,
): Check {
  const place = { file: source.file, line: source.lineOf(path), key: path.join('.') };
  const origin: Check['origin'] = { format: 'model-monitor', name: word, args: {} };
  return { kind, columns, args, accept, severity: 'error', source: place, origin };
}
