import { layout } from '../../lib/core/store-layout.ts';
import type { Call } from './call.ts';
import type { Meaning } from './faults.ts';
import type { Place, Told } from './place.ts';
import { pipeline } from './scenario.ts';
import type { Actor, State } from './state.ts';

interface Note {
  since: string;
  told: boolean;
}

/** Whoever noted a change tells of it within this time, or is taken for gone; see foreign-writer.ts. */
const tellsSoonMs = 120_000;

const noteKey = layout.foreign(pipeline);

/** The sending of a page, as a call. */
function isPage({ port, args }: Call): boolean {
  return port === 'notifier' && (args[0] as Told).kind === 'foreign-writer';
}

function isOfNote({ port, args }: Call): boolean {
  return port === 'store' && args[0] === noteKey;
}

/**
 * Nobody can send a message and note that it was sent as one: whether this fault falls between the two. Whoever was given up while
 * they tell, and goes on, tells beside the one who tries again.
 */
export function cutsOff(place: Place, call: Call, { effect, orphan }: Pick<Meaning, 'effect' | 'orphan'>): boolean {
  if (isPage(call)) return effect === 'done' || orphan === true;
  const note = place.json<Note>(noteKey);
  return isOfNote(call) && note !== undefined && !note.told && wasSent(place, note.since);
}

/** Whether who sends a page a second time, or who sent the first, was held up for so long between note and message. */
export function wasHeldUp({ place, actors }: State, actor: Actor, call: Call): boolean {
  if (!isPage(call)) return false;
  const { since = '' } = call.args[0] as Told;
  if (!wasSent(place, since)) return false;
  const stands = place.nowMs - (actor.heard.at(-1)?.nowMs ?? actor.startMs) > tellsSoonMs;
  const other = actors.some(({ id, call: at }) => id !== actor.id && at !== null && (isPage(at) || isOfNote(at)));
  return stands || (other && place.nowMs - Date.parse(since) > tellsSoonMs);
}

function wasSent({ told }: Place, since: string): boolean {
  return told.some((one) => one.kind === 'foreign-writer' && one.since === since);
}
