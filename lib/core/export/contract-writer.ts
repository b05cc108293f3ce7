import type { Check } from '../checks/check.ts';
import type { DataContract } from '../contract/contract.ts';

/** A contract in the words of one format, and the checks for which it has none. */
export type ContractWriter = (contract: DataContract) => { text: string; leftOut: Check[] };
