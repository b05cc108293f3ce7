import { InputError, InternalError } from '../../core/errors.ts';
import { mannerOf, type Route } from '../../core/rollout/traffic.ts';

/** What an alias says, with version numbers: all to `version` but a `weight` (0 to 1, exclusive) to `other`. */
export interface AliasSplit {
  version: string;
  other: string | null;
  weight: number;
}

/** One way to write each split: nothing for the candidate is no candidate, everything makes it stable. */
export function canonical(route: Route): Route {
  const { stable, candidate, candidatePercent } = route;
  if (candidate === null || candidatePercent <= 0 || candidate === stable) return only(stable);
  // A mirror of everything answers nobody.
  if (candidatePercent >= 100 && mannerOf(route) !== 'mirrored') return only(candidate);
  if (stable !== null) return route;
  throw new InternalError(
    'no-stable-version',
    `${candidatePercent} % of the traffic to ${candidate} leaves the rest with no version: a first release takes 100 %.`,
  );
}

export function only(stable: string | null): Route {
  return { stable, candidate: null, candidatePercent: 0 };
}

/** Weights are binary fractions: 10 percent comes back as 10.000000000000002 unless it is rounded. */
export function routeOf(split: AliasSplit, servableOf: (version: string) => string): Route {
  const candidatePercent = Math.round(split.weight * 1e8) / 1e6;
  return canonical({
    stable: servableOf(split.version),
    candidate: split.other === null ? null : servableOf(split.other),
    candidatePercent,
  });
}

/**
 * Undefined: no traffic at all, so no alias. `route` is canonical.
 * @throws InputError `manner-unsupported`: an alias draws one of two versions for each request, and can do nothing else
 */
export function splitOf(route: Route, versionOf: (servable: string) => string): AliasSplit | undefined {
  const { stable, candidate, candidatePercent } = route;
  if (stable === null) return undefined;
  if (candidate === null) return { version: versionOf(stable), other: null, weight: 0 };
  const manner = mannerOf(route);
  if (manner === 'split')
    return { version: versionOf(stable), other: versionOf(candidate), weight: candidatePercent / 100 };
  throw new InputError(
    'manner-unsupported',
    `A Lambda alias cannot serve traffic that is ${manner}: it draws one of two versions for each request (known: split).`,
  );
}
