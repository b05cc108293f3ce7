import type { AwsWorld } from './world.ts';

/** What was, and when: nothing that is to come depends on it. */
const past = new Set(
  'at calls changes changedMs createdMs events invocations modifiedMs nextId requests sinceMs stageMs startedMs'.split(
    ' ',
  ),
);
/** Names that a fake hands out: which they are does not matter, only where the same one stands. */
const handedOut = new Set(['id', 'deployment', 'revision', 'RevisionId']);

/**
 * Two worlds with the same fingerprint answer alike from here on, so a search visits one of them: state and timers, with times
 * as distances from now. Whoever acts on them hands in what it remembers (a RevisionId, say). Which variant an invocation draws,
 * and the faults to come, are not part of it.
 */
export function fingerprint(world: AwsWorld, ...memories: unknown[]): string {
  const { clock, sagemaker, autoscaling, lambda, cloudwatch } = world;
  const states = [sagemaker.state, autoscaling.state, lambda.state, cloudwatch.state];
  return JSON.stringify(plain([states, clock.pending, memories], clock.nowMs, new Map()));
}

function plain(value: unknown, nowMs: number, names: Map<unknown, number>): unknown {
  if (value instanceof Date) return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => plain(one, nowMs, names));
  const kept = Object.entries(value)
    .filter(([name, part]) => !past.has(name) && part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(kept.map(([name, part]) => [name, named(name, part, nowMs, names)]));
}

function named(name: string, part: unknown, nowMs: number, names: Map<unknown, number>): unknown {
  if (name.endsWith('Ms') && typeof part === 'number') return part - nowMs;
  if (!handedOut.has(name) || typeof part === 'object') return plain(part, nowMs, names);
  if (!names.has(part)) names.set(part, names.size);
  return names.get(part);
}
