import { drift } from './drift.ts';
import type { DriftCheck } from './drift-check.ts';
import { missingShare } from './missing-share.ts';
import { newCategories } from './new-categories.ts';
import { outOfRange } from './out-of-range.ts';

/** Every question that is asked of a column, in the order of the report; one line each. */
export const driftChecks: DriftCheck[] = [drift, missingShare, newCategories, outOfRange];
