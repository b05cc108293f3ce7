import type { Method } from '../methods/method.ts';
import type { NumberPair } from '../pair.ts';
import { andersonDarling } from '../statistics/anderson-darling.ts';
import { chiSquareOfFit } from '../statistics/chi-square.ts';
import { cramerVonMises } from '../statistics/cramer-von-mises.ts';
import { gTest } from '../statistics/g-test.ts';
import { kolmogorovSmirnov } from '../statistics/kolmogorov-smirnov.ts';
import { ksPValue } from '../statistics/ks-p-value.ts';
import { mannWhitney } from '../statistics/mann-whitney.ts';
import { twoShares } from '../statistics/two-shares.ts';

/** Evidently's tests: each value is a p. */
const ks: Method<NumberPair> = {
  name: 'ks',
  words: 'p of the Kolmogorov–Smirnov test',
  threshold: 0.05,
  test: true,
  of: ['number'],
  measure: ({ cells, n, m }) => ({ value: ksPValue(kolmogorovSmirnov(cells).distance, n, m) }),
};

const anderson: Method<NumberPair> = {
  name: 'anderson',
  words: 'p of the Anderson–Darling test',
  threshold: 0.1,
  test: true,
  of: ['number'],
  measure: ({ cells }) => ({ value: andersonDarling(cells).pValue }),
};

const cramerVonMisesTest: Method<NumberPair> = {
  name: 'cramer_von_mises',
  words: 'p of the Cramér–von Mises test',
  threshold: 0.1,
  test: true,
  of: ['number'],
  measure: ({ cells }) => ({ value: cramerVonMises(cells).pValue }),
};

/** One-sided, as Evidently has it: it sees only that the current values are larger. */
const mannw: Method<NumberPair> = {
  name: 'mannw',
  words: 'p of the Mann–Whitney test (current values larger)',
  threshold: 0.05,
  test: true,
  of: ['number'],
  measure: ({ cells }) => ({ value: mannWhitney(cells, 'less').pValue }),
};

const chisquare: Method = {
  name: 'chisquare',
  words: "p of the chi-square test of the reference's shares",
  threshold: 0.05,
  test: true,
  of: ['number', 'category'],
  measure: ({ counts }) => ({ value: chiSquareOfFit(counts.reference, counts.current).pValue }),
};

const g: Method = {
  name: 'g_test',
  words: "p of the G-test of the reference's shares",
  threshold: 0.1,
  test: true,
  of: ['number', 'category'],
  measure: ({ counts }) => ({ value: gTest(counts.reference, counts.current).pValue }),
};

/** Of two values, the share of either; of one value on both sides there is nothing to tell apart. */
const z: Method = {
  name: 'z',
  words: 'p of the z-test of two shares',
  threshold: 0.05,
  test: true,
  of: ['number', 'category'],
  measure: ({ counts, n, m }) => ({ value: twoShares(counts.reference[0] ?? 0, n, counts.current[0] ?? 0, m).pValue }),
};

export const tests = { ks, anderson, cramer_von_mises: cramerVonMisesTest, mannw, chisquare, g_test: g, z };
