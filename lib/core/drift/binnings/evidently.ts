import { evidentlyMethodFor, evidentlyMethods } from '../evidently/methods.ts';
import { sturges } from '../evidently/sturges.ts';
import type { Counts } from '../pair.ts';
import type { Cells } from '../statistics/cells.ts';
import { total } from '../statistics/shares.ts';
import type { Binning } from './binning.ts';

/** With more different values the reference is cut into bins, with fewer each value is one. */
const mostValues = 20;

function bins(cells: Cells): Counts {
  const different = cells.reference.filter((count) => count > 0).length;
  if (different <= mostValues) return { reference: cells.reference, current: cells.current };
  return sturges(cells, total(cells.reference) + total(cells.current));
}

/** As Evidently 0.7 has it: its bins, its methods, its thresholds, its choice of a method by the number of rows and values. */
export const evidently: Binning = {
  name: 'evidently',
  bins,
  methods: evidentlyMethods,
  methodFor: evidentlyMethodFor,
  adjusts: false,
  minRows: 1,
  needsRows: true,
};
