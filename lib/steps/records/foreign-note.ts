import * as z from 'zod';
import { sameTraffic } from '../../core/rollout/same-traffic.ts';
import { type Route, routeOf } from '../../core/rollout/traffic.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore, Ports } from '../../ports.ts';
import { readJson, update } from './json-object.ts';
import { routeSchema } from './rollout-schema.ts';

/** `rollouts/<target>.foreign.json`: what somebody else did to the traffic; it stands until an operator takes it over. */
const noteSchema = z.strictObject({
  /** Where they moved it, and where it should have been. */
  route: routeSchema,
  expected: routeSchema,
  since: z.iso.datetime(),
  /** Whether people were told: a note that nobody was told of is told by whoever comes next. */
  told: z.boolean(),
  /** When things agreed again; null: it stands. */
  clearedAt: z.iso.datetime().nullable(),
});
export type ForeignNote = z.infer<typeof noteSchema>;

/** The note that stands; undefined where traffic is where it should be, as far as is known. */
export async function standingNote(store: ObjectStore, target: string): Promise<ForeignNote | undefined> {
  const note = (await readJson(store, layout.foreign(target), noteSchema))?.value;
  return note?.clearedAt === null ? note : undefined;
}

/** What is live, where it should be, and when that was seen. */
export interface SeenForeign {
  live: Route;
  expected: Route;
  /** ISO 8601. */
  seenAt: string;
}

/**
 * Clocks of processes differ: what was seen so soon after things agreed again may have been seen before. If it is still there, the next
 * look tells.
 */
const clocksDifferMs = 30_000;

/** Notes a foreign route, once: while it stands, or was seen before things agreed again, seeing it changes nothing. */
export async function noteForeign(
  store: ObjectStore,
  target: string,
  { live, expected, seenAt }: SeenForeign,
): Promise<ForeignNote> {
  const fresh = { route: routeOf(live), expected: routeOf(expected), since: seenAt, told: false, clearedAt: null };
  const noted = await update(store, layout.foreign(target), noteSchema, (note) =>
    note && sameTraffic(note.route, live) && !isOver(note, seenAt) ? undefined : fresh,
  );
  return noted ?? fresh;
}

/** Whether things agreed again well before this was seen. */
function isOver({ clearedAt }: ForeignNote, seenAt: string): boolean {
  return clearedAt !== null && Date.parse(seenAt) - Date.parse(clearedAt) > clocksDifferMs;
}

export async function noteTold({ store }: Pick<Ports, 'store'>, target: string, note: ForeignNote): Promise<void> {
  await update(store, layout.foreign(target), noteSchema, (now) =>
    now && !now.told && now.since === note.since ? { ...now, told: true } : undefined,
  );
}

/**
 * Traffic is where it should be again; false when no note stood, or, with `since`, another one. One of which people were not told yet
 * stands until they were.
 */
export async function clearNote(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  target: string,
  since?: string,
): Promise<boolean> {
  const clearedAt = clock.now().toISOString();
  let cleared = false;
  await update(store, layout.foreign(target), noteSchema, (note) => {
    cleared = note?.clearedAt === null && note.told && (since === undefined || note.since === since);
    return note && cleared ? { ...note, clearedAt } : undefined;
  });
  return cleared;
}
