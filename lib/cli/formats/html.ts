import { dataReport } from '../../core/report/data-report.ts';
import type { Format, Told } from './format.ts';

/** One page without scripts or requests. */
export const html: Format<Told> = {
  name: 'html',
  distributions: true,
  write: ({ gate, title }) => dataReport(gate, title),
};
