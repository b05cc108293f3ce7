import { isOurs } from '../../core/rollout/intent.ts';
import { type LiveRoute, routeOf } from '../../core/rollout/traffic.ts';
import type { Ports } from '../../ports.ts';
import type { SeenForeign } from '../records/foreign-note.ts';
import { leftAt } from '../records/rollout-record.ts';
import type { RolloutRecord } from '../records/rollout-schema.ts';

/** Reads of AWS's control planes may be older than the last write, for seconds. */
const staleMs = 30_000;

/**
 * What is live where it is nobody's of ours, and where we left it. `soon`: it is not what we set a moment ago, which may only not
 * be seen yet. Undefined: it is ours, or under way.
 */
export function surpriseOf(
  live: LiveRoute,
  record: RolloutRecord,
  { clock, place }: Pick<Ports, 'clock' | 'place'>,
): SeenForeign | 'soon' | undefined {
  const now = clock.now();
  if (live.pending !== undefined || isOurs(live, leftAt(record), record.intents, now)) return undefined;
  if (record.goesOn && live.stable === record.candidateServable && live.candidate === null) return undefined;
  const { landedAt } = record;
  if (place === 'aws' && landedAt !== null && now.getTime() - Date.parse(landedAt) < staleMs) return 'soon';
  return { live: routeOf(live), expected: leftAt(record), seenAt: now.toISOString() };
}
