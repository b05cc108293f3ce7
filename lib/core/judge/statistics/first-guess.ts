import type { Counts } from './counts.ts';

/**
 * A service's error rate before its first request: one in 200, with the weight of 40 requests. What is learned takes over soon; a wrong
 * guess costs evidence at the start and no validity, and having one makes even the first window count.
 */
const prior = { errors: 0.2, requests: 40 };

export function guessedRate({ requests, errors }: Counts): number {
  return (errors + prior.errors) / (requests + prior.requests);
}
