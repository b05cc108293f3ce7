import { sha256 } from '../sha256.ts';

/**
 * The version that a user stays with, by weighted rendezvous hashing: each version draws u from (user, version) and scores
 * -weight / ln u; the highest score wins. A version then gets exactly its share of users, and when a weight changes only
 * as many users move as have to (Schindelhauer and Schomaker, "Weighted distributed hash tables", SPAA 2005).
 * @param experiment salt: another test assigns users anew
 * @param weights by version, at least one above 0
 */
export function assign(user: string, experiment: string, weights: Record<string, number>): string | null {
  let best: { version: string; score: number } | null = null;
  for (const [version, weight] of Object.entries(weights)) {
    if (!(weight > 0)) continue;
    const score = -weight / Math.log(uniform(`${experiment}\0${user}\0${version}`));
    if (best === null || score > best.score) best = { version, score };
  }
  return best?.version ?? null;
}

/** In (0, 1): the first 52 bits of the hash, at the middle of their cell so that neither end is reached. */
function uniform(text: string): number {
  return (Number.parseInt(sha256(text).slice(0, 13), 16) + 0.5) / 2 ** 52;
}
