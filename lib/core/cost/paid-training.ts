import * as z from 'zod';
import { dollarsEach, priceOf, type Region, regions } from './prices.ts';

/** Dollars that training may cost. What is left out is not limited. */
export const budgetLimitsSchema = z.object({
  maxDollarsPerRun: z.number().positive().optional(),
  maxDollarsPerMonth: z.number().positive().optional(),
});
export type BudgetLimits = z.output<typeof budgetLimitsSchema>;

/** What the deployment trains with, as its functions are told. */
export const paidTrainingSchema = z.object({
  /** A build container, which is paid by begun minutes, or instances, which are paid by the second. */
  kind: z.enum(['build', 'instances']),
  /** `BUILD_GENERAL1_MEDIUM` or `ml.m5.xlarge`. */
  size: z.string().min(1),
  count: z.number().int().min(1),
  /** Spot capacity costs less, by how much is known when it runs: it is counted in full. */
  spot: z.boolean(),
  /** The job is given up after so long, whatever the policy says. */
  limitSeconds: z.number().int().positive(),
  /** Of the app; a policy may be stricter. */
  budget: budgetLimitsSchema,
});
export type PaidTraining = z.output<typeof paidTrainingSchema>;

/** The region of an ARN as far as there are prices for it, else US East (N. Virginia). */
export function pricedRegion(arn: string): Region {
  const name = arn.split(':')[3];
  return regions.find((one) => one === name) ?? 'us-east-1';
}

/** Dollars of a second of training; undefined where the price table does not know what trains. */
export function trainingRate({ kind, size, count }: PaidTraining, region: Region): number | undefined {
  const price = priceOf(kind === 'build' ? `build-${size}` : `instance-${size}`);
  if (!price) return undefined;
  return (dollarsEach(price, region) * count) / (kind === 'build' ? 60 : 3_600);
}

/** Of a training that took so long; a build counts to its next whole minute. */
export function trainingDollars(training: PaidTraining, region: Region, seconds: number): number | undefined {
  const rate = trainingRate(training, region);
  const billed = training.kind === 'build' ? Math.ceil(seconds / 60) * 60 : seconds;
  return rate === undefined ? undefined : rate * billed;
}

/** The stricter of two, by each limit. */
export function stricter(one: BudgetLimits, other: BudgetLimits = {}): BudgetLimits {
  const least = (name: keyof BudgetLimits) => {
    const given = [one[name], other[name]].filter((limit) => limit !== undefined);
    return given.length > 0 ? { [name]: Math.min(...given) } : {};
  };
  return { ...least('maxDollarsPerRun'), ...least('maxDollarsPerMonth') };
}
