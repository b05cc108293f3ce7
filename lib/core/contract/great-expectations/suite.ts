import type { Check } from '../../checks/check.ts';
import { validate, type YamlSource } from '../../yaml-source.ts';
import type { DataContract } from '../contract.ts';
import { namedProperties } from '../named-properties.ts';
import type { Property } from '../property.ts';
import { type ContractReader, hasKey, type ReadOptions } from '../reader.ts';
import { readExpectation } from './read-expectation.ts';
import { suiteSchema } from './suite-schema.ts';

/** Suites of Great Expectations, 0.18 or 1.x, JSON or YAML. */
export const greatExpectations: ContractReader = {
  format: 'great-expectations',
  tells: '`expectations`',
  fits: (value) => hasKey(value, 'expectations', 'expectation_suite_name'),
  read: readSuite,
};

/** One check for each expectation, in the suite's order. */
function readSuite(source: YamlSource, options: ReadOptions): DataContract {
  const suite = validate(suiteSchema, source.value, source);
  const parameters = { ...suite.evaluation_parameters, ...suite.suite_parameters, ...options.parameters };
  const checks = suite.expectations.map((entry, index) =>
    readExpectation(entry, source, ['expectations', index], { ...options, parameters }),
  );
  const name = suite.name ?? suite.expectation_suite_name ?? '';
  const properties = withMoments(namedProperties(checks), checks);
  return { format: 'great-expectations', file: source.file, name, properties, checks };
}

/** Releases of 0.18 could be told that the texts of a column are dates. */
function withMoments(properties: Property[], checks: Check[]): Property[] {
  const told = checks.filter(({ origin }) => origin?.args.parse_strings_as_datetimes === true);
  const names = new Set(told.flatMap(({ columns }) => columns));
  return properties.map((property) =>
    names.has(property.name) ? { ...property, logicalType: 'timestamp' } : property,
  );
}
