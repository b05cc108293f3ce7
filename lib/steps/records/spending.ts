import * as z from 'zod';
import type { RunRequest } from '../../core/run.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson, update } from './json-object.ts';

/** `spending/<machine>/<month>.json`: what each run's training may cost, and once the run has ended, what it did cost. */
const spendingSchema = z.record(
  z.string(),
  z.strictObject({
    state: z.enum(['reserved', 'spent']),
    dollars: z.number().min(0),
    /** How long it trained; 0 until it has ended. */
    seconds: z.number().min(0),
    /** ISO 8601, UTC. */
    at: z.iso.datetime(),
  }),
);
type Spending = z.output<typeof spendingSchema>;
type Asked = Pick<RunRequest, 'runId' | 'machine' | 'requestedAt'>;

/** A run counts for the month in which it was asked for: the same, however late it trains. */
export function monthOf({ requestedAt }: Pick<RunRequest, 'requestedAt'>): string {
  return requestedAt.slice(0, 7);
}

/**
 * Reserves what the run may cost at most, as `decide` makes it of what the others have spent or reserved: null refuses, and
 * reserves nothing. Conditional writes: of runs that ask at once, each sees what the other has reserved.
 */
export async function reserve<T extends { dollars: number } | null>(
  store: ObjectStore,
  request: Asked,
  at: Date,
  decide: (others: { dollars: number; lastSeconds: number | null }) => T,
): Promise<T> {
  const earlier = await lastOf(store, { ...request, requestedAt: monthBefore(request.requestedAt) });
  let decided: T | undefined;
  await update(store, keyOf(request), spendingSchema, (current = {}) => {
    const { [request.runId]: own, ...others } = current;
    const dollars = Object.values(others).reduce((sum, one) => sum + one.dollars, 0);
    decided = decide({ dollars, lastSeconds: newest(others) ?? earlier });
    if (decided === null || own?.state === 'spent') return undefined;
    return { ...current, [request.runId]: { ...reserved(decided.dollars), at: own?.at ?? at.toISOString() } };
  });
  return decided as T;
}

/** Replaces the reservation by what it was; whoever settles again finds it so. */
export async function spend(
  store: ObjectStore,
  request: Asked,
  { dollars, seconds, at }: { dollars: number; seconds: number; at: Date },
): Promise<void> {
  await update(store, keyOf(request), spendingSchema, (current = {}) => {
    const own = current[request.runId];
    // A run that waited, or was refused, has reserved nothing and cost nothing.
    if (own?.state === 'spent' || (!own && seconds === 0)) return undefined;
    return { ...current, [request.runId]: { state: 'spent' as const, dollars, seconds, at: at.toISOString() } };
  });
}

/** What the trainings of a month have spent, and what those under way have reserved. */
export async function spendingIn(
  store: ObjectStore,
  machine: Asked['machine'],
  month: string,
): Promise<Record<'spent' | 'reserved', number>> {
  const all = Object.values((await readJson(store, layout.spending(machine, month), spendingSchema))?.value ?? {});
  const sum = (state: string) => all.reduce((dollars, one) => dollars + (one.state === state ? one.dollars : 0), 0);
  return { spent: sum('spent'), reserved: sum('reserved') };
}

/** What a run that has ended did spend; null where nothing was noted. */
export async function spendingOf(
  store: ObjectStore,
  request: Asked,
): Promise<{ dollars: number; seconds: number } | null> {
  const own = (await readJson(store, keyOf(request), spendingSchema))?.value[request.runId];
  return own?.state === 'spent' && own.seconds > 0 ? { dollars: own.dollars, seconds: own.seconds } : null;
}

const reserved = (dollars: number) => ({ state: 'reserved' as const, dollars, seconds: 0 });

async function lastOf(store: ObjectStore, request: Asked): Promise<number | null> {
  return newest((await readJson(store, keyOf(request), spendingSchema))?.value ?? {});
}

/** How long the newest training took that came to an end. */
function newest(spending: Spending): number | null {
  const ended = Object.values(spending).filter(({ state, seconds }) => state === 'spent' && seconds > 0);
  return ended.sort((a, b) => (a.at < b.at ? 1 : -1))[0]?.seconds ?? null;
}

function keyOf(request: Asked): string {
  return layout.spending(request.machine, monthOf(request));
}

function monthBefore(iso: string): string {
  const [year = 0, month = 1] = iso.split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString();
}
