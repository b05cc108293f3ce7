import { driftLines } from '../print/drift.ts';
import { allChecksLines } from '../print/gate.ts';
import type { Format, Told } from './format.ts';

/** Drift has several checks of each column, which are told in one line. */
export const table: Format<Told> = {
  name: 'table',
  write: ({ gate }, paint) => {
    const lines = gate.facts?.drift ? driftLines : allChecksLines;
    return `${lines(gate, paint).join('\n')}\n`;
  },
};
