import type { ArmWindow } from '../../../lib/core/rollout/traffic.ts';
import { normal } from '../../support/normal.ts';

/** What is asked of a service, and how it fails. */
export interface Load {
  requestsPerSecond: number;
  /** Of the candidate; a fresh baseline gets as much. */
  share: number;
  windowSeconds: number;
  rates: { candidate: number; champion: number };
  /** Correlation of failures within one arm's window: the beta-binomial's; 0 is independent. */
  correlation: number;
  /** The champion is a fresh baseline of the candidate's size. */
  baseline: boolean;
}

export interface Window {
  candidate: ArmWindow;
  champion: ArmWindow;
}

/** One window: each request is routed by chance, and fails by chance. */
export function windowOf(load: Load, next: () => number): Window {
  const requests = load.requestsPerSecond * load.windowSeconds;
  const candidate = binomial(requests, load.share, next);
  const champion = load.baseline ? binomial(requests, load.share, next) : requests - candidate;
  return {
    candidate: armOf('candidate', candidate, load.rates.candidate, load, next),
    champion: { ...armOf('champion', champion, load.rates.champion, load, next), baseline: load.baseline },
  };
}

function armOf(servableId: string, requests: number, rate: number, load: Load, next: () => number): ArmWindow {
  const errors = binomial(requests, correlated(rate, load.correlation, next), next);
  return { servableId, requests, errors, p50Ms: 5, p99Ms: 20 };
}

/** The rate of one window: Beta(a, b) with mean `rate` and a + b = 1/ρ − 1. */
function correlated(rate: number, correlation: number, next: () => number): number {
  if (correlation === 0 || rate === 0) return rate;
  const size = 1 / correlation - 1;
  const a = gamma(rate * size, next);
  const b = gamma((1 - rate) * size, next);
  return a + b === 0 ? 0 : a / (a + b);
}

/** Skips from success to success, so that rare ones cost little. */
function binomial(trials: number, chance: number, next: () => number): number {
  if (chance > 0.5) return trials - binomial(trials, 1 - chance, next);
  if (chance <= 0) return 0;
  const perStep = Math.log1p(-chance);
  let successes = 0;
  for (let at = skip(perStep, next); at < trials; at += 1 + skip(perStep, next)) successes += 1;
  return successes;
}

function skip(perStep: number, next: () => number): number {
  return Math.floor(Math.log(1 - next()) / perStep);
}

/** Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 2000; below shape 1 by their boost. */
function gamma(shape: number, next: () => number): number {
  if (shape < 1) return gamma(shape + 1, next) * (1 - next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(next);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
