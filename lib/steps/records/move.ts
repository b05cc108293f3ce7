import { ConflictError } from '../../core/errors.ts';
import { type Intent, mayWrite, mostIntents } from '../../core/rollout/intent.ts';
import { sameTraffic } from '../../core/rollout/same-traffic.ts';
import { type Progress, type Route, routeOf } from '../../core/rollout/traffic.ts';
import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';
import { update } from './json-object.ts';
import { changeOwn, rolloutClosed } from './rollout-record.ts';
import { isOpen, type RolloutRecord, rolloutRecordSchema } from './rollout-schema.ts';

/**
 * What a move of traffic is for. `step`: to the next share, which neither a pause nor an operator's end allows; `converge`: to one
 * release, which only a closed rollout does not need; `mend`: back to what the channel names, after a write that came late.
 */
export type MoveKind = 'step' | 'converge' | 'mend';

export interface Move {
  runId: string;
  /** Fencing token under which it is made. */
  token: number;
  route: Route;
  kind: MoveKind;
}

type Writing = Pick<Ports, 'store' | 'clock'>;

/**
 * Writes down the route that is about to be set. ConflictError `rollout-lost` when the record is another run's, `rollout-closed`
 * where it is closed (`mend`: where it is open), `rollout-ended` where it is being converged and `rollout-held` where it is paused: a step
 * moves nothing then.
 */
export async function beginMove({ store, clock }: Writing, target: string, move: Move): Promise<RolloutRecord> {
  const now = clock.now();
  return changeOwn(store, target, move.runId, (record) => {
    refuse(record, target, move);
    const at = now.toISOString();
    const known = record.intents.filter((intent) => mayWrite(intent, now) && !isOf(move, intent));
    const before = record.intents.find((intent) => isOf(move, intent));
    const { route, token } = move;
    const intent = {
      route: routeOf(route),
      token,
      since: before && mayWrite(before, now) ? before.since : at,
      at,
      calls: (before?.calls ?? 0) + 1,
      ...(record.goesOn && route.candidate !== null ? { goesOn: true as const } : {}),
    };
    return { ...record, intents: [...known, intent].slice(-mostIntents) };
  });
}

/**
 * How a call came back: what it may have begun is under way (`pending`), traffic is where it should be (`done`), or it changed
 * nothing (`refused`). `seen`: no call was needed.
 */
export type Came = Progress | 'refused' | 'seen';

/**
 * Notes how a call came back; answers the record as it is then, which may be closed by others, or another run's. What other calls
 * of the same time have written, nobody knows until they are back and traffic was looked at: their intents stay until it is `seen` where
 * it should be. `known`: the record before that look.
 */
export async function endMove(
  { store, clock }: Writing,
  target: string,
  move: Move,
  came: Came,
  { known, also = (record) => record }: { known: RolloutRecord; also?: (record: RolloutRecord) => RolloutRecord },
): Promise<RolloutRecord | undefined> {
  return update(store, layout.rollout(target), rolloutRecordSchema, (record) => {
    if (!record) return undefined;
    const there = came === 'done' || came === 'seen';
    // It came too late, and took traffic where it has no business now: the intent stays, to know it by.
    if (there && !mayTell(record, move)) return undefined;
    const intents =
      came === 'seen'
        ? record.intents.filter((intent) => intent.calls > 0 || !wasBack(intent, known))
        : record.intents.flatMap((intent) => (isOf(move, intent) ? lessOne(intent, came, record) : [intent]));
    if (!there) return { ...record, intents };
    const landedAt = came === 'done' ? clock.now().toISOString() : record.landedAt;
    return also({ ...record, at: routeOf(move.route), landedAt, intents });
  });
}

/** Whether what this move did is where traffic belongs. */
function mayTell(record: RolloutRecord, { runId, kind }: Move): boolean {
  if (record.runId !== runId || isOpen(record) === (kind === 'mend')) return false;
  return kind !== 'step' || !record.converging;
}

/** Whether all calls for it were back before traffic was looked at. */
function wasBack(intent: Intent, { intents }: RolloutRecord): boolean {
  return intents.some(
    ({ route, token, at, calls }) =>
      calls === 0 && token === intent.token && at === intent.at && sameTraffic(route, intent.route),
  );
}

function refuse(record: RolloutRecord, target: string, { kind }: Move): void {
  if (isOpen(record) === (kind === 'mend')) throw rolloutClosed(target, record);
  if (kind !== 'step') return;
  const { ended, paused, version } = record;
  if (ended || record.converging)
    throw new ConflictError('rollout-ended', `${ended?.by ?? 'somebody'} ended the rollout of ${version}.`);
  if (paused)
    throw new ConflictError('rollout-held', `${paused.by} holds the rollout of ${version} since ${paused.at}.`);
}

function isOf({ route, token }: Move, intent: Intent): boolean {
  return intent.token === token && sameTraffic(intent.route, route);
}

function lessOne(intent: Intent, came: Came, { intents }: RolloutRecord): Intent[] {
  const back = { ...intent, calls: Math.max(0, intent.calls - 1) };
  if (back.calls > 0 || came === 'pending') return [back];
  // One that was accepted before is under way, whatever a later call was told.
  if (came === 'refused') return intent.since === intent.at ? [] : [back];
  return intents.length > 1 ? [back] : [];
}
