import type { KayentaThresholds } from './config-schema.ts';
import type { Finding } from './label.ts';
import { type GroupScore, summaryScore } from './score.ts';

export interface KayentaMetricFinding extends Finding {
  metric: string;
  groups: string[];
  /** Shown, and left out of the score. */
  muted: boolean;
}

export interface KayentaVerdict {
  verdict: 'pass' | 'marginal' | 'fail' | 'inconclusive';
  /** 0 to 100. */
  score: number;
  groups: GroupScore[];
  metrics: KayentaMetricFinding[];
  sentence: string;
}

type Ruling = Pick<KayentaVerdict, 'verdict' | 'score' | 'sentence'>;

/** From this share of metrics without data on, Kayenta scores a run 0. */
const mostNodata = 0.5;

/** Kayenta's verdict on the metrics that are not muted: overrides first, then the score against the thresholds. */
export function ruleCompatible(
  metrics: KayentaMetricFinding[],
  groups: GroupScore[],
  thresholds: KayentaThresholds,
): Ruling {
  const critical = metrics.find((metric) => metric.critical && metric.label !== 'Pass');
  if (critical) return byScore(0, thresholds, critically(critical));
  const nodata = metrics.filter(({ label }) => label === 'Nodata').length;
  if (nodata / metrics.length >= mostNodata)
    return byScore(0, thresholds, `${nodata} of ${metrics.length} metrics had no data`);
  return byScore(summaryScore(groups), thresholds, notPassing(metrics));
}

/**
 * The same, but what could not be judged is no reason to pass: it leaves the run inconclusive, unless what could be judged
 * fails by itself. A run without a single metric that counts is inconclusive too.
 */
export function ruleFixed(
  metrics: KayentaMetricFinding[],
  groups: GroupScore[],
  thresholds: KayentaThresholds,
): Ruling {
  const critical = metrics.find((metric) => metric.critical && metric.label !== 'Pass');
  if (critical) return byScore(0, thresholds, critically(critical));
  if (metrics.length === 0) {
    return { verdict: 'inconclusive', score: 0, sentence: 'no metric counts: there are none, or all are muted' };
  }
  const ruling = byScore(summaryScore(groups), thresholds, notPassing(metrics));
  const unknown = metrics.filter(({ label }) => label === 'Nodata' || label === 'Error');
  if (ruling.verdict === 'fail' || unknown.length === 0) return ruling;
  const told = unknown.map(({ metric, reason }) => `${metric} (${reason})`).join(', ');
  return { ...ruling, verdict: 'inconclusive', sentence: `not judged: ${told}; ${ruling.sentence}` };
}

function byScore(score: number, { pass, marginal }: KayentaThresholds, because: string): Ruling {
  const verdict = score >= pass ? 'pass' : score >= marginal ? 'marginal' : 'fail';
  return { verdict, score, sentence: `score ${score}, pass from ${pass}, marginal from ${marginal}: ${because}` };
}

function critically({ metric, label, reason }: KayentaMetricFinding): string {
  return `the critical metric ${metric} is ${label} (${reason})`;
}

function notPassing(metrics: KayentaMetricFinding[]): string {
  const named = metrics.filter(({ label }) => label !== 'Pass').map(({ metric, label }) => `${metric} ${label}`);
  return named.length === 0 ? `all of ${metrics.length} metrics pass` : named.join(', ');
}
