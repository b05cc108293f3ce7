import type { Arms } from './arms.ts';
import { meanRatio } from './effect-size.ts';
import { effectOf, type Finding, labelOf } from './label.ts';
import { shiftInterval } from './mann-whitney.ts';
import { type Level, netflixLevel, type Rules } from './rules.ts';

/** Kayenta's noise: this share of the value is its standard deviation. */
const noiseShare = 1e-5;

/**
 * Labels one metric as NetflixACAJudge-v1.0 does, in its order and with its defects (`kayentaDefects`).
 * @param arms after `prepare`
 * @param gaussian standard normal numbers, drawn where both arms are constant
 */
export function classifyCompatible(
  arms: Arms,
  rules: Rules,
  gaussian: () => number,
  level: Level = netflixLevel,
): Finding {
  const { control, experiment } = arms;
  if (control.length === 0 || experiment.length === 0) return withoutData(rules);
  if (isSame(control, experiment)) return pass('both arms hold the same values');
  if (new Set([...control, ...experiment]).size === 1) return pass('all values are equal');
  const judged = isConstant(control) && isConstant(experiment) ? withNoise(arms, gaussian) : arms;
  const shift = shiftInterval(judged.experiment, judged.control, level.z);
  if (!shift) {
    const reason = 'no interval: at one end of the search all values are tied';
    return { label: 'Error', critical: false, ratio: null, reason };
  }
  const comparison = {
    ...shift,
    tolerated: level.tolerance * Math.abs(shift.estimate),
    effect: effectOf(judged, rules.measure),
    ratio: meanRatio(judged.experiment, judged.control),
  };
  return labelOf(comparison, rules, level);
}

function withoutData({ nanStrategy, mustHaveData, critical }: Rules): Finding {
  if (nanStrategy === 'replace') return pass('an arm has no values, which `nanStrategy: replace` lets pass');
  const fails = mustHaveData && !critical;
  const label = fails ? 'NodataFailMetric' : 'Nodata';
  return { label, critical: critical && !fails, ratio: 1, reason: 'an arm has no values' };
}

function pass(reason: string): Finding {
  return { label: 'Pass', critical: false, ratio: 1, reason };
}

function isConstant(values: number[]): boolean {
  return new Set(values).size === 1;
}

function isSame(a: number[], b: number[]): boolean {
  const sorted = [a, b].map((values) => Float64Array.from(values).sort());
  return a.length === b.length && a.every((_, index) => sorted[0]?.[index] === sorted[1]?.[index]);
}

/** The experiment's noise is drawn first. */
function withNoise({ control, experiment }: Arms, gaussian: () => number): Arms {
  const noisy = (values: number[]) => values.map((value) => value + gaussian() * value * noiseShare);
  const shaken = noisy(experiment);
  return { experiment: shaken, control: noisy(control) };
}
