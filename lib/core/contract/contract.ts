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
}
