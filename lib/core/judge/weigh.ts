import type { Policy } from '../policy/schema.ts';
import type { RolloutStep } from '../rollout/step.ts';
import type { Statistic } from '../run.ts';
import type { KayentaVerdict } from './kayenta/verdict.ts';
import type { Process, Running } from './measures/measure.ts';
import { combineLogE } from './statistics/combine-e.ts';
import { eValue } from './words.ts';

/** Made when it is told: most looks tell only little of what they know. */
type Sentence = () => string;

/** What all measures say together after a window; null where there is nothing to say. */
export interface Evidence {
  statistics: Statistic[];
  /** That the candidate is proven worse than allowed. */
  regression: Sentence | null;
  /** That a bound of the policy was broken. */
  broken: string | null;
  /** That what is seen cannot be trusted. */
  distrust: Sentence | null;
  /** The first proof of no worse that this step needs and that is not there. */
  unproven: Sentence | null;
  /** What was proven of all that this step needs. */
  proven: Sentence | null;
  /** Why it does not pass yet. */
  holds: string | null;
  /** Whether something is measured that only time speaks for. */
  bakes: boolean;
  ruling: KayentaVerdict | null;
}

type Levels = Pick<Policy['rollout']['judge'], 'alpha' | 'beta'>;

/**
 * All proofs of a regression share one alpha: their weighted mean is an e-process, whatever the measures have to do with each other.
 * The candidate is worse when it reaches 1/alpha, which it does at the latest when one e-value reaches 1/(alpha × weight).
 * Proofs of no worse are all needed at once, so each has the whole beta.
 */
export function weigh(measures: Running[], at: RolloutStep, { alpha, beta }: Levels): Evidence {
  const readings = measures.map((measure) => ({ weight: measure.weight, ...measure.read(at) }));
  const total = readings.reduce((sum, { weight }) => sum + weight, 0);
  const worse = readings.flatMap(({ weight, worse: all }) =>
    weight > 0 ? all.map((proof) => ({ ...proof, weight: (weight * proof.share) / total })) : [],
  );
  const noWorse = readings.flatMap((reading) => reading.noWorse);
  const distrust = readings.flatMap((reading) => reading.distrust);
  const noWorseBar = Math.log(1 / beta);
  const trustBar = Math.log(1 / alpha);
  const missing = noWorse.find(({ needed, logE }) => needed && logE < noWorseBar);
  const needed = noWorse.filter((proof) => proof.needed);
  const odd = distrust.find(({ logE }) => logE >= trustBar);
  return {
    statistics: [
      ...worse.map((proof) => statistic(proof, 'worse', Math.log(1 / (alpha * proof.weight)))),
      ...noWorse.map((proof) => statistic(proof, 'no-worse', noWorseBar)),
      ...distrust.map((proof) => statistic(proof, 'worse', trustBar)),
    ],
    regression: regressionIn(worse, alpha),
    broken: firstOf(readings.map((reading) => reading.broken)),
    distrust: odd ? () => told(odd, odd.logE, alpha) : null,
    unproven: missing ? () => told(missing, missing.logE, beta) : null,
    proven:
      missing || needed.length === 0 ? null : () => needed.map((proof) => told(proof, proof.logE, beta)).join('; '),
    holds: firstOf(readings.map((reading) => reading.holds)),
    bakes: readings.some((reading) => reading.bakes),
    ruling: firstOf(readings.map((reading) => reading.ruling)),
  };
}

function regressionIn(worse: Array<Process & { weight: number }>, alpha: number): Sentence | null {
  const logE = combineLogE(worse);
  const [most] = [...worse].sort((a, b) => b.logE + Math.log(b.weight) - a.logE - Math.log(a.weight));
  return most && logE >= Math.log(1 / alpha) ? () => told(most, logE, alpha) : null;
}

function told({ tell }: Process, logE: number, level: number): string {
  return `${tell()}, e-value ${eValue(logE)} of ${eValue(Math.log(1 / level))} needed`;
}

function statistic({ measure, logE }: Process, proves: Statistic['proves'], bar: number): Statistic {
  return { measure, proves, logE, bar };
}

function firstOf<T>(values: Array<T | null>): T | null {
  return values.find((value) => value !== null) ?? null;
}
