import type { DriftMethod } from '../../policy/drift.ts';
import { chiSquareTest } from './chi-square-test.ts';
import { cramersV } from './cramers-v.ts';
import { hellinger } from './hellinger.ts';
import { jensenShannon } from './jensen-shannon.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { kolmogorovSmirnovTest } from './kolmogorov-smirnov-test.ts';
import { kullbackLeibler } from './kullback-leibler.ts';
import { lInfinity } from './l-infinity.ts';
import type { AnyMethod } from './method.ts';
import { psi } from './psi.ts';
import { totalVariation } from './total-variation.ts';
import { wasserstein } from './wasserstein.ts';

/** Every way to compare a column by its name in `signalbox.yaml`; one line each. */
export const methods: Record<DriftMethod, AnyMethod> = {
  'kolmogorov-smirnov': kolmogorovSmirnov,
  wasserstein,
  psi,
  'jensen-shannon': jensenShannon,
  hellinger,
  'total-variation': totalVariation,
  'kullback-leibler': kullbackLeibler,
  'kolmogorov-smirnov-test': kolmogorovSmirnovTest,
  'chi-square-test': chiSquareTest,
  'l-infinity': lInfinity,
  'cramers-v': cramersV,
};
