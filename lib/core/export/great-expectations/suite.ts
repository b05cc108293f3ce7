import type { ContractWriter } from '../contract-writer.ts';
import { expectationOf } from './expectation-of.ts';

/** A suite of Great Expectations 1.x. */
export const greatExpectationsSuite: ContractWriter = (contract) => {
  const written = contract.checks.map((check) => ({ check, entry: expectationOf(check) }));
  const suite = {
    name: contract.name || 'data',
    expectations: written.flatMap(({ entry }) => entry ?? []),
    suite_parameters: {},
    meta: {},
  };
  return {
    text: `${JSON.stringify(suite, null, 2)}\n`,
    leftOut: written.flatMap(({ check, entry }) => (entry ? [] : [check])),
  };
};
