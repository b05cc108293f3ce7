import { InputError } from '../errors.ts';
import { type CheckResult, combine, type GateRecord } from '../gate.ts';
import { type BudgetLimits, type PaidTraining, trainingDollars, trainingRate } from './paid-training.ts';
import type { Region } from './prices.ts';

export interface BudgetQuestion {
  training: PaidTraining;
  region: Region;
  limits: BudgetLimits;
  /** `training.timeLimitSeconds` of the policy. */
  policySeconds: number;
  /** What the last training took; null: none is known, so that it is taken to need all of its time. */
  typicalSeconds: number | null;
  /** `2026-11`, and what other runs of it have spent or reserved. */
  month: string;
  spentDollars: number;
  decidedAt: string;
}

export interface TrainingPlan {
  /** How long the training command, or the job on instances, may take. */
  seconds: number;
  /** After this a build is stopped, whatever it does. */
  minutes: number;
  /** More than this the training cannot cost; null: nobody knows its price. */
  dollarsAtMost: number | null;
  /** Absent: nothing is limited. */
  gate?: GateRecord;
}

/** For what a build does beside training: its environment before, and the upload after. It is stopped when it takes longer. */
const aroundSeconds = 600;
/** CodeBuild takes no shorter limit. */
const leastBuildMinutes = 5;

/**
 * How long a training may take so that it cannot cost more than is left, and whether that is enough for it.
 * @throws InputError `no-price` where something is limited whose price is not known
 */
export function planTraining(question: BudgetQuestion): TrainingPlan {
  const { training, region, limits, policySeconds } = question;
  const rate = trainingRate(training, region);
  const around = training.kind === 'build' ? aroundSeconds : 0;
  const wanted = Math.min(policySeconds + around, training.limitSeconds);
  const minutes = (seconds: number) => Math.max(leastBuildMinutes, Math.ceil(seconds / 60));
  if (Object.keys(limits).length === 0) {
    const dollarsAtMost = trainingDollars(training, region, training.kind === 'build' ? training.limitSeconds : wanted);
    return { seconds: policySeconds, minutes: minutes(training.limitSeconds), dollarsAtMost: dollarsAtMost ?? null };
  }
  if (rate === undefined) throw unpriced(training);
  const affordable = affordableSeconds(question, rate);
  const allowed = Math.min(wanted, affordable);
  const gate = gateOf(question, allowed, rate * wholeMinutes(training, allowed));
  return {
    // Half of what is left stays for the training, however little that is.
    seconds: Math.max(1, Math.min(policySeconds, Math.floor(allowed - Math.min(around, allowed / 2)))),
    minutes: minutes(training.kind === 'build' ? wholeMinutes(training, allowed) : allowed),
    dollarsAtMost: rate * wholeMinutes(training, allowed),
    gate,
  };
}

/** In whole minutes where they are billed. */
function affordableSeconds({ training, limits, spentDollars }: BudgetQuestion, rate: number): number {
  const { maxDollarsPerRun = Infinity, maxDollarsPerMonth = Infinity } = limits;
  const left = Math.max(0, Math.min(maxDollarsPerRun, maxDollarsPerMonth - spentDollars));
  // A cent more or less than a whole minute must not come from how numbers are kept.
  const seconds = left / rate + 1e-6;
  return training.kind === 'build' ? Math.floor(seconds / 60) * 60 : Math.floor(seconds);
}

function wholeMinutes({ kind }: PaidTraining, seconds: number): number {
  return kind === 'build' ? Math.ceil(seconds / 60) * 60 : seconds;
}

function gateOf(question: BudgetQuestion, allowed: number, atMost: number): GateRecord {
  const { limits, month, spentDollars, decidedAt } = question;
  const needed = neededDollars(question);
  const checks = [
    ...(limits.maxDollarsPerRun === undefined ? [] : [runCheck(needed, limits.maxDollarsPerRun)]),
    ...(limits.maxDollarsPerMonth === undefined
      ? []
      : [monthCheck(needed, spentDollars, limits.maxDollarsPerMonth, month)]),
  ];
  const verdict = combine(checks.map((check) => check.verdict));
  const failed = checks.filter((check) => check.verdict !== 'pass').map(({ sentence }) => sentence);
  const passed = `training may take ${Math.floor(allowed)} s with all around it, and cost ${money(atMost)} at most; ${money(spentDollars)} are spent or reserved in ${month}`;
  const sentence = verdict === 'pass' ? passed : failed.join('; ');
  const facts = { neededDollars: needed, dollarsAtMost: atMost, spentDollars, month };
  return { gate: 'budget', verdict, sentence, checks, decidedAt, facts };
}

function neededDollars({ training, region, policySeconds, typicalSeconds }: BudgetQuestion): number {
  const least = training.kind === 'build' ? leastBuildMinutes * 60 : 1;
  // Whoever lowers the limit of the policy is not held to what trainings took before.
  const most = policySeconds + (training.kind === 'build' ? aroundSeconds : 0);
  const seconds = Math.min(
    training.limitSeconds,
    typicalSeconds === null ? policySeconds : Math.min(typicalSeconds, most),
  );
  return trainingDollars(training, region, Math.max(least, seconds)) ?? 0;
}

function runCheck(needed: number, allowed: number): CheckResult {
  return {
    ...{
      check: 'run-budget',
      subject: 'training',
      observed: cents(needed),
      allowed: `at most ${money(allowed)} a run`,
    },
    verdict: needed <= allowed ? 'pass' : 'fail',
    sentence: `training would cost about ${money(needed)}; ${money(allowed)} a run are allowed`,
  };
}

function monthCheck(needed: number, spent: number, allowed: number, month: string): CheckResult {
  const said = `training would cost about ${money(needed)}, and ${money(spent)} are spent or reserved in ${month}`;
  return {
    ...{ check: 'month-budget', subject: 'training', observed: cents(spent + needed) },
    allowed: `at most ${money(allowed)} in ${month}`,
    verdict: spent + needed <= allowed ? 'pass' : 'fail',
    sentence: `${said}; ${money(allowed)} a month are allowed`,
  };
}

function unpriced({ size }: PaidTraining): InputError {
  return new InputError(
    'no-price',
    `a budget of training cannot be kept: the price table has no ${size}; train on another size, or leave the budget out`,
  );
}

const money = (dollars: number): string => `$${dollars.toFixed(2)}`;
const cents = (dollars: number): number => Number(dollars.toFixed(2));
