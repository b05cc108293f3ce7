import { countFrom, mirrored, type Range } from '../sketch/count-from.ts';
import { mergeQuantiles, type Quantiles } from '../sketch/quantiles.ts';
import { extreme, mergeMoments } from './merge-moments.ts';
import type { CheckCounts, Far } from './profile.ts';

/** Sums of parts are not, to the last digit, those of the whole: so near to a cut, a number may be on either side. */
const relativeSlack = 1e-9;

export function mergeFar(a: Far, b: Far): Far {
  return {
    ...a,
    valid: a.valid + b.valid,
    ...mergeMoments(a, b),
    min: extreme(a.min, b.min, (x, y) => x < y),
    max: extreme(a.max, b.max, (x, y) => x > y),
    sketch: mergeQuantiles(a.sketch, b.sketch),
  };
}

/** Which numbers of merged parts are far from the mean of all: mean and deviation are known, and how many lie beyond a bound. */
export function settleFar(counts: CheckCounts): CheckCounts {
  if (!counts.far || counts.error) return counts;
  const [low, high] = cutsOf(counts.far);
  const [least, most] = farRows(counts.far, low, high);
  const samples = counts.samples.filter(
    ({ value }) => value !== null && (Number(value) >= high || Number(value) <= low),
  );
  if (least === most) return { ...counts, failing: least, samples };
  return { ...counts, failing: null, between: [least, most], samples };
}

/** From where on a number is far: not above the first, not below the second. Without a spread, none is. */
function cutsOf({ valid, mean, m2, threshold, doubleSided }: Far): [low: number, high: number] {
  const deviation = valid > 1 && m2 !== null ? Math.sqrt(m2 / (valid - 1)) : 0;
  if (mean === null || deviation === 0) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  // Every number is at least 0 deviations away.
  const away = deviation * (doubleSided ? Math.max(0, threshold) : threshold);
  return [doubleSided ? mean - away : Number.NEGATIVE_INFINITY, mean + away];
}

function farRows({ valid, mean, min, max, sketch }: Far, low: number, high: number): Range {
  if (!sketch || min === null || max === null) return [0, 0];
  if (low === high) return [valid, valid];
  const slack = relativeSlack * Math.max(Math.abs(mean ?? 0), Math.abs(high - (mean ?? 0)));
  const above = beyond(sketch, { min, max }, high, slack);
  const below = beyond(mirrored(sketch), { min: -max, max: -min }, -low, slack);
  return [above[0] + below[0], above[1] + below[1]];
}

/** The ends are exact, so that they tell first. */
function beyond(sketch: Quantiles, { min, max }: { min: number; max: number }, cut: number, slack: number): Range {
  if (max < cut - slack) return [0, 0];
  const [least] = countFrom(sketch, cut + slack);
  const [, most] = countFrom(sketch, cut - slack);
  const one = max >= cut + slack ? 1 : 0;
  return min >= cut + slack ? [most, most] : [Math.max(one, least), most];
}
