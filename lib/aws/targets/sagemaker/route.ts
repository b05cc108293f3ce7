import { InputError, InternalError } from '../../../core/errors.ts';
import { mannerOf, noRoute, type Route } from '../../../core/rollout/traffic.ts';
import type { LiveVariant } from './live-variant.ts';

/** One way to write each route: nothing for the candidate is no candidate, everything makes it stable. Copies of all requests move none. */
export function canonical(route: Route, { behindDoor }: { behindDoor: boolean }): Route {
  const { stable, candidate, candidatePercent: percent } = route;
  if (candidate === null || percent <= 0 || candidate === stable) return { ...noRoute, stable };
  const manner = mannerOf(route);
  if (manner === 'sticky' && !behindDoor)
    throw new InputError(
      'sticky-needs-door',
      `${candidate} is to keep its users (manner sticky), which weights of variants cannot: each request is drawn anew. Put the front door before the endpoint.`,
    );
  if (percent >= 100 && manner !== 'mirrored' && manner !== 'sticky') return { ...noRoute, stable: candidate };
  if (manner === 'compared' && percent > 50)
    throw new InputError(
      'out-of-range',
      `${percent} % to ${candidate} leaves no equal share to compare with; allowed: at most 50 %.`,
    );
  if (stable === null)
    throw new InternalError(
      'no-stable-version',
      `${percent} % of the traffic to ${candidate} leaves the rest with no version: a first release takes 100 %.`,
    );
  return { stable, candidate, candidatePercent: percent, ...(manner === 'split' ? {} : { manner }) };
}

/** A weight is a binary fraction of 24 bits: 14.3 comes back with an error of a millionth. */
const percentOf = (weight: number, all: number) => Math.round((weight / all) * 1e6) / 1e4;

/** What weights say. Variants that fit no route of ours are told by name, as a version that equals none. */
export function routeOfVariants(production: LiveVariant[], shadows: LiveVariant[]): Route {
  const all = production.reduce((sum, { weight }) => sum + weight, 0);
  const serving = production.filter(({ weight }) => weight > 0);
  const [only, second] = serving;
  if (only && second === undefined && only.role !== 'base') return mirrored(only, shadows);
  const of = (role: LiveVariant['role']) => production.filter((one) => one.role === role);
  const [[stable, ...more], [base, ...copies], [candidate, ...rivals]] = [of('stable'), of('base'), of('cand')];
  const surplus = more.length + copies.length + rivals.length + shadows.length > 0;
  const compared = (base?.weight ?? 0) > 0;
  const unfair = compared && (base?.weight !== candidate?.weight || base?.servableId !== stable?.servableId);
  if (!stable || !candidate || surplus || unfair) return unreadable(production, shadows);
  const route = {
    stable: stable.servableId,
    candidate: candidate.servableId,
    candidatePercent: percentOf(candidate.weight, all),
  };
  return compared ? { ...route, manner: 'compared' } : route;
}

function mirrored({ servableId: stable, weight }: LiveVariant, shadows: LiveVariant[]): Route {
  const [shadow, ...more] = shadows.filter((one) => one.weight > 0);
  if (!shadow) return { ...noRoute, stable };
  if (more.length > 0) return unreadable([], shadows);
  const candidatePercent = percentOf(shadow.weight, weight);
  return { stable, candidate: shadow.servableId, candidatePercent, manner: 'mirrored' };
}

function unreadable(production: LiveVariant[], shadows: LiveVariant[]): Route {
  const shares = [...production, ...shadows].map(({ name, weight }) => `${name}=${weight}`);
  return { ...noRoute, stable: `unknown:${shares.join(',')}` };
}

/** Weights of the variants that carry this route, in percent; the others have none. Undefined: these variants cannot carry it. */
export function weightsOf(route: Route, production: LiveVariant[]): Map<string, number> | undefined {
  const { stable, candidate, candidatePercent: percent } = route;
  const find = (role: LiveVariant['role'], id: string | null) =>
    production.find((one) => one.role === role && one.servableId === id)?.name;
  const weights = new Map(production.map(({ name }) => [name, 0]));
  const set = (name: string | undefined, weight: number) => name !== undefined && weights.set(name, weight);
  if (candidate === null) return set(find('stable', stable) ?? find('cand', stable), 100) ? weights : undefined;
  const compared = mannerOf(route) === 'compared';
  const all =
    set(find('stable', stable), compared ? 100 - 2 * percent : 100 - percent) &&
    set(find('cand', candidate), percent) &&
    (!compared || set(find('base', stable), percent));
  return all ? weights : undefined;
}
