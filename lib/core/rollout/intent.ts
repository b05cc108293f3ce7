import { plain, sameTraffic } from './same-traffic.ts';
import { noRoute, type Route } from './traffic.ts';

/** A route that a call of ours was about to set: written down before the call, so that a write which comes late is known as ours. */
export interface Intent {
  route: Route;
  /** Fencing token of whoever asked for it. */
  token: number;
  /** ISO 8601, UTC: of the first call, and of the last one. */
  since: string;
  at: string;
  /** Calls that have not come back, as far as is known: each of them may still write. */
  calls: number;
  /** Once it has taken effect the target goes on by itself, until the candidate has all of the traffic. */
  goesOn?: true | undefined;
}

/**
 * How long a call may still write. A function lives for 15 minutes at most, and a service that has accepted a change late is
 * given the rest: a reaper that was held up itself still knows the write as ours.
 */
const lateWriteSeconds = 3_600;

/** As long as SageMaker goes on by itself at most (DeploymentConfig, MaximumExecutionTimeoutInSeconds). */
const goesOnSeconds = 8 * 3_600;

/** So many routes are remembered; a rollout has 20 steps at most. */
export const mostIntents = 40;

/** Whether a route is where we left traffic, or where a call of ours was or may be taking it; any other is somebody else's. */
export function isOurs(live: Route, at: Route, intents: readonly Intent[], now: Date): boolean {
  return (
    sameTraffic(live, at) ||
    intents.some(
      (intent) =>
        mayWrite(intent, now) &&
        (sameTraffic(live, intent.route) || between(live, at, intent.route) || isItsEnd(live, intent)),
    )
  );
}

export function mayWrite({ at, goesOn }: Intent, now: Date): boolean {
  const seconds = lateWriteSeconds + (goesOn ? goesOnSeconds : 0);
  return now.getTime() - Date.parse(at) <= seconds * 1000;
}

/** What a call comes to where the target goes on by itself. */
function isItsEnd(live: Route, { route: { candidate }, goesOn }: Intent): boolean {
  return goesOn === true && candidate !== null && sameTraffic(live, { ...noRoute, stable: candidate });
}

/** A target that needs several calls passes through routes made of the two ends: their versions, and no share of its own. */
function between(seen: Route, from: Route, to: Route): boolean {
  const [live, a, b] = [plain(seen), plain(from), plain(to)];
  const versions = [a.stable, a.candidate, b.stable, b.candidate, null];
  const shares = [0, 100, a.candidatePercent, b.candidatePercent];
  const stables = [a.stable, b.stable];
  return stables.includes(live.stable) && versions.includes(live.candidate) && shares.includes(live.candidatePercent);
}

/** Soon at first, then seldom: two hours of asking are 95 looks of nine events each in a history of 25,000. */
export function askAgainSeconds(sinceMs: number): number {
  return sinceMs < 600_000 ? 15 : 120;
}
