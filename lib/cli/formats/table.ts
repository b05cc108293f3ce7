import { allChecksLines } from '../print/gate.ts';
import type { Format } from './format.ts';

export const table: Format = {
  name: 'table',
  write: ({ gate }, paint) => `${allChecksLines(gate, paint).join('\n')}\n`,
};
