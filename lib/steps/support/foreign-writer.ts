import { ConflictError } from '../../core/errors.ts';
import { type Route, routeOf } from '../../core/rollout/traffic.ts';
import type { Ports } from '../../ports.ts';
import { type ForeignNote, noteForeign, noteTold, type SeenForeign } from '../records/foreign-note.ts';

/** Whoever noted it first tells of it at once; whoever still sees an untold note after this time does. */
const tellsSoonMs = 120_000;

/**
 * Somebody else moved traffic: it is noted, people are told, and nothing is overwritten. Seeing it again tells nobody again, unless
 * whoever noted it died before they told.
 */
export async function reportForeign(
  pipeline: string,
  seen: SeenForeign,
  runId: string | null,
  ports: Ports,
): Promise<ForeignNote> {
  const note = await noteForeign(ports.store, pipeline, seen);
  const isOurs = note.since === seen.seenAt;
  if (isOurs || !isToldSoon(note, ports)) await tellForeign(pipeline, note, runId, ports);
  return note;
}

/** Whether whoever noted it first may be about to tell people. */
export function isToldSoon({ since, told }: ForeignNote, { clock }: Pick<Ports, 'clock'>): boolean {
  return !told && clock.now().getTime() - Date.parse(since) <= tellsSoonMs;
}

/** Tells people what somebody else did, unless they were told. */
export async function tellForeign(
  pipeline: string,
  note: ForeignNote,
  runId: string | null,
  ports: Ports,
): Promise<void> {
  if (note.told) return;
  const facts = { live: note.route, expected: note.expected, since: note.since };
  const sentence = `${pipeline}: ${foreignSentence(note)}`;
  await ports.notifier.announce({ kind: 'foreign-writer', pipeline, runId, sentence, facts });
  await noteTold(ports, pipeline, note);
}

export function foreignSentence({ route, expected, since }: Pick<ForeignNote, 'route' | 'expected' | 'since'>): string {
  return `somebody else moved traffic: the target routes ${inWords(route)}, and it should be ${inWords(expected)}; seen at ${since}, and left alone; \`signalbox rollback VERSION --overwrite\` takes it over`;
}

export function foreignError(note: Pick<ForeignNote, 'route' | 'expected' | 'since'>): ConflictError {
  return new ConflictError('foreign-writer', foreignSentence(note));
}

function inWords(route: Route): string {
  return JSON.stringify(routeOf(route));
}
