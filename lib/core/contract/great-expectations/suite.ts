import { validate, type YamlSource } from '../../yaml-source.ts';
import type { DataContract } from '../contract.ts';
import { namedProperties } from '../named-properties.ts';
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
  return { format: 'great-expectations', file: source.file, name, properties: namedProperties(checks), checks };
}
