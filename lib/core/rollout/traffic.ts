/**
 * How requests reach the candidate. `split`: it answers its share, drawn for each request. `compared`: as `split`, and a fresh
 * copy of stable answers as large a share, to compare with. `mirrored`: stable answers, and the candidate gets a copy of its
 * share, whose answer no caller sees. `sticky`: as `split`, but drawn by a user's key, so that a user stays with one version.
 */
export const manners = ['split', 'compared', 'mirrored', 'sticky'] as const;
export type Manner = (typeof manners)[number];

/** Where traffic goes: the candidate's share in the given manner, the rest to stable. No stable: nothing was ever released. */
export interface Route {
  stable: string | null;
  candidate: string | null;
  /** Whole or fractional percent, 0 to 100; at most 50 where it is compared with as large a share. */
  candidatePercent: number;
  /** Absent: `split`. */
  manner?: Manner | undefined;
}

/** A route as it was read, and what is under way there, in words; absent: nothing is, and it may be changed. */
export interface LiveRoute extends Route {
  pending?: string | undefined;
}

export const noRoute: Route = { stable: null, candidate: null, candidatePercent: 0 };

export function sameRoute(a: Route, b: Route): boolean {
  return (
    a.stable === b.stable &&
    a.candidate === b.candidate &&
    a.candidatePercent === b.candidatePercent &&
    (a.candidate === null || mannerOf(a) === mannerOf(b))
  );
}

export function mannerOf({ manner = 'split' }: Route): Manner {
  return manner;
}

/** The route alone, without what is under way. */
export function routeOf({ stable, candidate, candidatePercent, manner }: Route): Route {
  return { stable, candidate, candidatePercent, ...(manner === undefined ? {} : { manner }) };
}

/** What one version answered in one window. Latencies in milliseconds; null without requests. What a target cannot tell is absent. */
export interface ArmWindow {
  servableId: string;
  /** A fresh copy of stable that runs to be compared with. */
  baseline?: boolean | undefined;
  /** Answered requests, or copies of them where traffic is mirrored. */
  requests: number;
  /** Answers of 500 and above, refused and timed-out connections. */
  errors: number;
  p50Ms: number | null;
  p99Ms: number | null;
  /** Counts of latencies by bin: bin i holds those up to `latencyBinMs(i)` and above `latencyBinMs(i - 1)`. */
  latencies?: Record<string, number> | undefined;
  predictions?: PredictionCounts | undefined;
  /** Mirrored requests whose two answers were compared, and how many differ. */
  agreement?: { compared: number; disagreed: number } | undefined;
  /** What callers reported of users of this version, each scaled to 0 to 1 by the policy's bounds. */
  outcomes?: { count: number; sum: number; sumOfSquares: number } | undefined;
  /** Values of the policy's own metrics, by name. */
  custom?: Record<string, number> | undefined;
}

/** What was predicted. */
export interface PredictionCounts {
  count: number;
  /** NaN, infinite, absent, or not of the kind that the model predicts. */
  invalid: number;
  /** Valid ones by label, or by the bin of their value (`valueBin`). */
  bins: Record<string, number>;
}

/** Latency bins grow by 2 %, so a quantile is off by at most 1 %; the lowest bin ends at 0.05 ms. */
const lowestMs = 0.05;
const growth = Math.log(1.02);

/** Upper end of a latency bin, in milliseconds. */
export function latencyBinMs(bin: number): number {
  return lowestMs * Math.exp(bin * growth);
}

export function latencyBin(ms: number): number {
  return Math.max(0, Math.ceil(Math.log(ms / lowestMs) / growth));
}

/** `pending`: what was asked for is under way there and not done; ask again. */
export type Progress = 'done' | 'pending';
