import type { ContractWriter } from './contract-writer.ts';
import { greatExpectationsSuite } from './great-expectations/suite.ts';
import { modelMonitorConstraints } from './model-monitor/constraints.ts';
import { odcsContract } from './odcs/odcs.ts';

/** Every format in which a contract is written: key = the word after `--to`. One more: one file and one line here. */
export const writers = {
  odcs: odcsContract,
  gx: greatExpectationsSuite,
  'model-monitor': modelMonitorConstraints,
} satisfies Record<string, ContractWriter>;
