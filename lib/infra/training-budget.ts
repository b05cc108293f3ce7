import { type BudgetLimits, trainingRate } from '../core/cost/paid-training.ts';
import { InputError } from '../core/errors.ts';
import type { TrainingKind } from './training/training.ts';

export interface TrainingBudget {
  /**
   * Dollars that one training may cost; it is stopped before it costs more.
   * @default not limited
   */
  maxDollarsPerRun?: number;
  /**
   * Dollars that all trainings of a calendar month, in UTC, may cost.
   * @default not limited
   */
  maxDollarsPerMonth?: number;
}

/** @throws InputError `out-of-range`, `no-price` */
export function checkedBudget(budget: TrainingBudget = {}, { paid }: TrainingKind): BudgetLimits {
  const given = Object.entries(budget).filter(([, dollars]) => dollars !== undefined);
  for (const [name, dollars] of given)
    if (!(dollars > 0 && dollars <= 1_000_000))
      throw new InputError(
        'out-of-range',
        `ModelDelivery: trainingBudget.${name}: got ${dollars}; allowed: dollars above 0, up to 1,000,000`,
      );
  if (given.length > 0 && trainingRate({ ...paid, budget: {} }, 'us-east-1') === undefined)
    throw new InputError(
      'no-price',
      `ModelDelivery: trainingBudget cannot be kept: the price table has no ${paid.size}; train on another size, or leave it out`,
    );
  return budget;
}
