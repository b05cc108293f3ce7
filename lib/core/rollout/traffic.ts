/** How traffic is split: `candidatePercent` of it to the candidate, the rest to stable. No stable: nothing was ever released. */
export interface Route {
  stable: string | null;
  candidate: string | null;
  /** Whole or fractional percent, 0 to 100. */
  candidatePercent: number;
}

export const noRoute: Route = { stable: null, candidate: null, candidatePercent: 0 };

export function sameRoute(a: Route, b: Route): boolean {
  return a.stable === b.stable && a.candidate === b.candidate && a.candidatePercent === b.candidatePercent;
}

/** What one version answered in one window. Latencies in milliseconds; null without requests. */
export interface ArmWindow {
  servableId: string;
  requests: number;
  /** Answers of 500 and above, refused and timed-out connections. */
  errors: number;
  p50Ms: number | null;
  p99Ms: number | null;
}
