import type { Check, ContractFormat } from '../checks/check.ts';
import type { Property } from './property.ts';

/** What data must look like, in our one form, whatever format it was written in. */
export interface DataContract {
  /** @default odcs */
  format?: ContractFormat;
  file: string;
  /** Name of the table. */
  name: string;
  properties: Property[];
  checks: Check[];
  /** Columns that patterns of its checks found in the data, with their types: they are checked, and nothing else. @default none */
  found?: Property[];
}
