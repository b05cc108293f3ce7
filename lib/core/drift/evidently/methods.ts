import type { AnyMethod } from '../methods/method.ts';
import type { Pair } from '../pair.ts';
import { distances } from './distances.ts';
import { tests } from './tests.ts';

/** Up to so many rows of the reference a test decides, above it a distance. */
const fewRows = 1_000;
/** Numbers with no more different values than this are taken as categories. */
const fewValues = 5;

const { ks, chisquare, z } = tests;
const { wasserstein, jensenshannon } = distances;

/** By the names that Evidently has for them. */
export const evidentlyMethods: Readonly<Record<string, AnyMethod>> = { ...tests, ...distances };

/** What Evidently takes where nobody chose, by the rows of the reference and the different values of both sides. */
export function evidentlyMethodFor(pair: Pair): AnyMethod {
  const values = pair.kind === 'number' ? pair.cells.lower.length : pair.categories.length;
  const continuous = pair.kind === 'number' && values > fewValues;
  if (pair.n > fewRows) return continuous ? wasserstein : jensenshannon;
  if (continuous) return ks;
  return values > 2 ? chisquare : z;
}
