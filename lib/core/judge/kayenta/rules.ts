import type { KayentaMetric } from './config-schema.ts';

/** How one metric is judged: its canary analysis configuration with the defaults of its effect size filled in. */
export interface Rules {
  direction: 'increase' | 'decrease' | 'either';
  nanStrategy: 'remove' | 'replace';
  /** null keeps outliers. */
  outlierFactor: number | null;
  critical: boolean;
  mustHaveData: boolean;
  measure: 'meanRatio' | 'cles';
  /** Effect sizes from which a change counts at all. */
  allowed: { increase: number; decrease: number };
  /** Effect sizes from which a change of a critical metric fails the whole run. */
  criticalAt: { increase: number; decrease: number };
}

/** What Kayenta's judge fixes in its code: users cannot set these. */
export const netflixLevel = {
  /** Share of the estimated shift (compatible) or of the control's median (fixed) that a shift must exceed. */
  tolerance: 0.25,
  /** Chance of error at each end of the interval: confidence 98 %. */
  tail: 0.01,
  /** Φ⁻¹(1 − tail). Oracle: scipy.stats.norm.ppf(0.99). */
  z: 2.3263478740408408,
};
export type Level = typeof netflixLevel;

export function rulesOf(metric: KayentaMetric): Rules {
  const { effectSize, outliers, ...canary } = metric.analysisConfigurations.canary;
  // No effect: equal means, or every second pair won.
  const none = effectSize.measure === 'cles' ? 0.5 : 1;
  return {
    ...canary,
    outlierFactor: outliers.strategy === 'remove' ? outliers.outlierFactor : null,
    measure: effectSize.measure,
    allowed: { increase: effectSize.allowedIncrease ?? none, decrease: effectSize.allowedDecrease ?? none },
    criticalAt: { increase: effectSize.criticalIncrease ?? none, decrease: effectSize.criticalDecrease ?? none },
  };
}
