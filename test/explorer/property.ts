import { noRoute, sameRoute } from '../../lib/core/rollout/traffic.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { pipeline, servableId } from './scenario.ts';
import type { State } from './state.ts';
import { foreignRoute } from './targets/model.ts';

interface Channel {
  current: string | null;
  promoting: { version: string; from: string | null } | null;
  history: Array<{ version: string; runId: string }>;
}
type Lease = { holder: string | null };
type Record = { state: string; version: string; runId: string };

/** What is wrong with how it all ended, in one sentence; null: nothing is. */
export function violationOf(state: State): string | null {
  if (state.broken) return state.broken;
  return whoWaits(state) ?? whatServes(state) ?? whoWasTold(state);
}

function whoWaits({ actors, place }: State): string | null {
  const [actor] = actors;
  if (actor) return `${actor.id} waits for ever in ${actor.machine?.at ?? actor.job?.does}`;
  const record = place.json<Record>(layout.rollout(pipeline));
  if (record && ['open', 'promoting'].includes(record.state))
    return `the rollout of ${record.version} stays ${record.state}`;
  const channel = place.json<Channel>(layout.channel('production'));
  if (channel?.promoting) return `the channel is for ever about to go to ${channel.promoting.version}`;
  const lease = place.json<Lease>(layout.lease(pipeline));
  return lease?.holder ? `the lease stays with ${lease.holder}` : null;
}

function whatServes({ place, meddled, delayed }: State): string | null {
  const live = place.serving.live(place.nowMs);
  const channel = place.json<Channel>(layout.channel('production'));
  const said = { ...noRoute, stable: channel?.current ? servableId(channel.current) : null };
  const wrong = place.serving.wrong?.();
  if (wrong) return wrong;
  if (live.pending !== undefined) return `traffic stays on its way: ${live.pending}`;
  for (const id of [live.stable, live.candidate])
    if (id !== null && id !== foreignRoute.candidate && !place.serving.ready().has(id))
      return `${id} gets traffic and was removed`;
  const foreign = sameRoute(live, place.serving.foreign ?? foreignRoute);
  if (meddled) {
    // Where a write names no state, one that was sent before may land after theirs: nobody can stand in its way.
    if (foreign || delayed) return null;
    return `what somebody else did was overwritten: traffic is at ${JSON.stringify(live)}`;
  }
  return sameRoute(live, said)
    ? null
    : `the channel names ${channel?.current}, and traffic is at ${JSON.stringify(live)}`;
}

function whoWasTold({ place, meddled, reverted, untold }: State): string | null {
  const pages = place.told.filter(({ kind }) => kind === 'foreign-writer').length;
  if (meddled)
    return pages >= 1 && pages <= 1 + untold ? null : `people were told ${pages} times of somebody else's change`;
  if (reverted) return pages <= 1 + untold ? null : `people were told ${pages} times of what the service took back`;
  return pages === 0
    ? null
    : `people were told of somebody else's change, and there was none: ${place.told.map(({ sentence }) => sentence).join('; ')}`;
}
