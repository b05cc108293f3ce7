import { canonicalJson } from '../../core/canonical-json.ts';
import { ConflictError } from '../../core/errors.ts';
import { isOurs } from '../../core/rollout/intent.ts';
import { sameTraffic } from '../../core/rollout/same-traffic.ts';
import { noRoute, type Route, routeOf } from '../../core/rollout/traffic.ts';
import type { Ports } from '../../ports.ts';
import { readChannel } from '../records/channel.ts';
import { clearNote, type SeenForeign, standingNote } from '../records/foreign-note.ts';
import { readRollout } from '../records/rollout-record.ts';
import { isOpen, type RolloutRecord } from '../records/rollout-schema.ts';
import { production, readManifest } from './champion.ts';
import { foreignSentence, isToldSoon, reportForeign, tellForeign } from './foreign-writer.ts';
import { moveTraffic } from './move-traffic.ts';
import { surpriseOf } from './surprise.ts';

/** `moving`: a rollout is open, traffic is on its way, or somebody is about to tell what they saw; `late`: a write of ours that came late was taken back. */
export type Mended = { state: 'agreed' | 'moving'; sentence: '' } | { state: 'late' | 'foreign'; sentence: string };

/**
 * Compares what is live with what the channel names, where no rollout is open. A write of ours that came late goes back to the
 * channel's release; anything else is somebody else's: noted, told once, and left alone until an operator takes it over.
 */
export async function mendTraffic(pipeline: string, ports: Ports): Promise<Mended> {
  // Before the look: a note that is written after it tells of what we have not seen.
  const note = await standingNote(ports.store, pipeline);
  const seen = await look(pipeline, ports);
  if (!seen) return { state: 'moving', sentence: '' };
  const { record, live, expected, version } = seen;
  if (sameTraffic(live, expected)) {
    // Told by two people it would be told twice.
    if (note && isToldSoon(note, ports)) return { state: 'moving', sentence: '' };
    if (note) await tellForeign(pipeline, note, null, ports);
    if (note) await clearNote(ports, pipeline, note.since);
    return { state: 'agreed', sentence: '' };
  }
  if (record && surpriseOf(live, record, ports) === 'soon') return { state: 'moving', sentence: '' };
  // A person is at it, or will be: what is live then is theirs to judge, even where a late write of ours came over it.
  const late = !note && record && isOurs(live, expected, record.intents, ports.clock.now());
  if (!late) {
    const reported = await reportForeign(pipeline, seen, null, ports);
    // It was taken back or over since we looked.
    if (reported.clearedAt !== null) return { state: 'moving', sentence: '' };
    return { state: 'foreign', sentence: foreignSentence(reported) };
  }
  return takeBack(pipeline, record, expected, version, ports);
}

interface Seen extends SeenForeign {
  record: RolloutRecord | undefined;
  version: string | null;
}

/** Everything as it was at one moment: nobody of us moves traffic without a word in the record. Undefined while somebody does. */
async function look(pipeline: string, ports: Ports): Promise<Seen | undefined> {
  const record = await readRollout(ports.store, pipeline);
  if (record && isOpen(record)) return undefined;
  const live = await ports.target.observe();
  const seenAt = ports.clock.now().toISOString();
  const { current, promoting } = await readChannel(ports.store, production);
  const version = current;
  const expected = current ? { ...noRoute, stable: (await readManifest(ports.store, current)).servable.id } : noRoute;
  const after = await readRollout(ports.store, pipeline);
  if (live.pending !== undefined || promoting || canonicalJson(record ?? null) !== canonicalJson(after ?? null))
    return undefined;
  return { record, live: routeOf(live), expected, seenAt, version };
}

async function takeBack(
  pipeline: string,
  record: RolloutRecord,
  route: Route,
  version: string | null,
  ports: Ports,
): Promise<Mended> {
  const { runId, token } = record;
  try {
    const moved = await moveTraffic(pipeline, record, { runId, token, route, kind: 'mend' }, ports);
    if (moved.progress === 'done')
      return {
        state: 'late',
        sentence: `a write that came late was taken back: all traffic is on ${version ?? 'nothing'}`,
      };
  } catch (error) {
    // A rollout began meanwhile, or another one mended it: they look for themselves.
    if (!(error instanceof ConflictError)) throw error;
  }
  return { state: 'moving', sentence: '' };
}
