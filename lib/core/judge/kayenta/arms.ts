import { withoutOutliers } from './outliers.ts';
import type { Rules } from './rules.ts';

/** The values of one metric, window by window, on each side. */
export interface Arms {
  control: number[];
  experiment: number[];
}

/** Both arms as they are judged: NaN removed or taken for 0, then outliers removed, each arm by its own fences. */
export function prepare(arms: Arms, rules: Rules, slack = 0): Arms {
  const one = (values: number[]) => {
    const known =
      rules.nanStrategy === 'replace'
        ? values.map((value) => (Number.isNaN(value) ? 0 : value))
        : values.filter((value) => !Number.isNaN(value));
    return rules.outlierFactor === null ? known : withoutOutliers(known, rules.outlierFactor, slack);
  };
  return { control: one(arms.control), experiment: one(arms.experiment) };
}
