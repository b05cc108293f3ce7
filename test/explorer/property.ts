import { noRoute, sameRoute } from '../../lib/core/rollout/traffic.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { newer, pipeline, servableId } from './scenario.ts';
import type { State } from './state.ts';
import { foreignRoute } from './targets/model.ts';

interface Channel {
  current: string | null;
  promoting: { version: string; from: string | null } | null;
  history: Array<{ version: string; runId: string; reason: 'promoted' | 'rolled_back' }>;
}
type Lease = { holder: string | null };
type Record = { state: string; version: string; runId: string };
type Queue = { waiting: Array<{ runId: string }> };

/** From the oldest to the newest. */
const versions = ['1.0.0', '1.1.0', '1.2.0', newer.version];
/** Those that served as the search began. */
const before = 2;

/** What is wrong with how it all ended, in one sentence; null: nothing is. */
export function violationOf(state: State): string | null {
  if (state.broken) return state.broken;
  return whoWaits(state) ?? whatServes(state) ?? whatWasOverwritten(state) ?? whoWasTold(state);
}

/**
 * What no moment may see where a write names the state that it was decided on: a release that was promoted, which the channel names
 * and nobody is moving, loses traffic to a write of an older run.
 */
export function robbed({ place, meddled }: State): string | null {
  if (!place.serving.comparesAndSets || meddled) return null;
  const channel = place.json<Channel>(layout.channel('production'));
  const record = place.json<Record>(layout.rollout(pipeline));
  const isMoving = channel?.promoting || isOpen(record);
  if (!channel?.current || isMoving || versions.indexOf(channel.current) < before) return null;
  const live = place.serving.live(place.nowMs);
  return sameRoute(live, { ...noRoute, stable: servableId(channel.current) }) || isNewer(live, channel.current)
    ? null
    : `${channel.current} was released, and lost traffic to an older write: it is at ${JSON.stringify(live)}`;
}

/** A newer release that was given up, and whose last write is taken back as soon as somebody looks. */
function isNewer({ stable, candidate }: { stable: string | null; candidate: string | null }, than: string): boolean {
  return versions
    .slice(versions.indexOf(than) + 1)
    .some((version) => [stable, candidate].includes(servableId(version)));
}

function isOpen(record: Record | undefined): boolean {
  return record !== undefined && ['open', 'promoting'].includes(record.state);
}

function whoWaits({ actors, place }: State): string | null {
  const [actor] = actors;
  if (actor) return `${actor.id} waits for ever in ${actor.machine?.at ?? actor.job?.does}`;
  const record = place.json<Record>(layout.rollout(pipeline));
  if (record && isOpen(record)) return `the rollout of ${record.version} stays ${record.state}`;
  const channel = place.json<Channel>(layout.channel('production'));
  if (channel?.promoting) return `the channel is for ever about to go to ${channel.promoting.version}`;
  const [waiting] = place.json<Queue>(layout.queue(pipeline))?.waiting ?? [];
  if (waiting) return `${waiting.runId} waits for its turn for ever`;
  const lease = place.json<Lease>(layout.lease(pipeline));
  return lease?.holder ? `the lease stays with ${lease.holder}` : null;
}

function whatServes({ place, meddled, delayed, operated }: State): string | null {
  const { serving } = place;
  const live = serving.live(place.nowMs);
  const channel = place.json<Channel>(layout.channel('production'));
  const said = { ...noRoute, stable: channel?.current ? servableId(channel.current) : null };
  const wrong = serving.wrong?.();
  if (wrong) return wrong;
  if (live.pending !== undefined) return `traffic stays on its way: ${live.pending}`;
  for (const id of [live.stable, live.candidate])
    if (id !== null && id !== foreignRoute.candidate && !serving.ready().has(id))
      return `${id} gets traffic and was removed`;
  const agrees = sameRoute(live, said);
  if (!meddled)
    return agrees ? null : `the channel names ${channel?.current}, and traffic is at ${JSON.stringify(live)}`;
  if (sameRoute(live, serving.foreign ?? foreignRoute)) return null;
  if (mayCross({ place, delayed })) return null;
  if (agrees && operated.some((did) => did.endsWith('!'))) return null;
  return `what somebody else did was overwritten: traffic is at ${JSON.stringify(live)}`;
}

/**
 * Where a write names no state, one of ours that was sent before may land after theirs: nobody can stand in its way, and who looks
 * later may never have seen theirs.
 */
function mayCross({ place, delayed }: Pick<State, 'place' | 'delayed'>): boolean {
  return delayed && !place.serving.comparesAndSets;
}

/** Releases go forward; only operators go back. */
function whatWasOverwritten({ place, operated }: State): string | null {
  const { history = [], current = null } = place.json<Channel>(layout.channel('production')) ?? {};
  const last = history.at(-1)?.version;
  if (last !== current) return `the channel names ${current}, and went to ${last} last`;
  let newest = -1;
  for (const { version, reason, runId } of history) {
    const age = versions.indexOf(version);
    if (reason === 'promoted' && age <= newest)
      return `${versions[newest]} was released, and run ${runId} put ${version} in its place`;
    if (reason === 'rolled_back' && !operated.some((did) => did.startsWith('rollback')))
      return `${runId} went back to ${version}, and nobody had asked for it`;
    newest = Math.max(newest, age);
  }
  return null;
}

/** Once for each thing that happened; twice only where somebody was cut off between the telling and the note of it. */
function whoWasTold(state: State): string | null {
  const { place, meddled, reverted, untold } = state;
  const pages = place.told.filter(({ kind }) => kind === 'foreign-writer');
  const crossed = meddled && mayCross(state);
  const happened = Number(meddled) + Number(reverted) + Number(crossed) + (place.serving.tookBack ?? 0);
  const told = pages.map(({ sentence }) => sentence).join('; ');
  if (happened === 0 && pages.length > 0)
    return `people were told of somebody else's change, and there was none: ${told}`;
  const isGone = crossed && !sameRoute(place.serving.live(place.nowMs), place.serving.foreign ?? foreignRoute);
  if (meddled && pages.length === 0 && !isGone) return `nobody was told of somebody else's change`;
  return pages.length <= happened + untold
    ? null
    : `people were told ${pages.length} times of what happened ${happened} times (${untold} cut off): ${told}`;
}
