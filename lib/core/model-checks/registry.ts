import { champion } from './champion.ts';
import { golden } from './golden.ts';
import { holdoutSize } from './holdout-size.ts';
import { latency } from './latency.ts';
import type { ModelCheck } from './model-check.ts';
import { serving } from './serving.ts';
import { threshold } from './threshold.ts';

/** Every check of the model gate, in the order of the report; one line each. */
export const modelChecks: ModelCheck[] = [serving, holdoutSize, threshold, champion, golden, latency];
