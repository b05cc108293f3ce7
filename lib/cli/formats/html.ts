import { dataReport } from '../../core/report/data-report.ts';
import type { Format } from './format.ts';

/** One page without scripts or requests. */
export const html: Format = {
  name: 'html',
  distributions: true,
  write: ({ gate, contract }) => dataReport(gate, contract.file),
};
