import { canonicalJson } from '../../core/canonical-json.ts';
import { ConflictError } from '../../core/errors.ts';
import { askAgainSeconds } from '../../core/rollout/intent.ts';
import { sameTraffic } from '../../core/rollout/same-traffic.ts';
import { type LiveRoute, type Progress, type Route, routeOf, sameRoute } from '../../core/rollout/traffic.ts';
import type { Ports } from '../../ports.ts';
import type { SeenForeign } from '../records/foreign-note.ts';
import { beginMove, endMove, type Move } from '../records/move.ts';
import { leftAt, readRollout } from '../records/rollout-record.ts';
import type { RolloutRecord } from '../records/rollout-schema.ts';
import { surpriseOf } from './surprise.ts';

/** How a move came out. `foreign`: what is live is nobody's of ours, and was left alone. */
export type Moved =
  | { progress: 'done'; record: RolloutRecord | undefined; surprise?: SeenForeign | undefined }
  | { progress: 'pending'; waitSeconds: number; seconds: number }
  | ({ progress: 'foreign' } & SeenForeign);

/**
 * A change of traffic that is not done in this time is given up. What a target does step by step by itself may take the eight hours
 * that SageMaker allows at most (DeploymentConfig, MaximumExecutionTimeoutInSeconds).
 */
export function moveLimitSeconds({ goesOn }: Pick<RolloutRecord, 'goesOn'>): number {
  return goesOn ? 9 * 3_600 : 2 * 3_600;
}

/** Rivals that may come between a look and the call which follows it; more at once means something is wrong. */
const rounds = 5;

/**
 * Moves all traffic to a route, at most one changing call: written down before, read back after. What is live must be where we left
 * it, or where a call of ours was taking it. `also` is written with the note that it is done.
 * A call that fails without saying whether it took effect stays on record, so that it is known as ours should it still write.
 */
export async function moveTraffic(
  target: string,
  record: RolloutRecord,
  move: Move,
  ports: Ports,
  also: (record: RolloutRecord) => RolloutRecord = (record) => record,
): Promise<Moved> {
  let known = record;
  for (let round = 0; round < rounds; round += 1) {
    const live = await ports.target.observe();
    const surprise = surpriseOf(live, known, ports);
    if (surprise === 'soon') return { progress: 'pending', waitSeconds: askAgainSeconds(0), seconds: 0 };
    const now = surprise && (await readRollout(ports.store, target));
    // Whoever of us moves traffic writes it down first: with no word of it since we looked, it was somebody else.
    if (now && !isSame(now, known)) {
      known = now;
      continue;
    }
    const there = live.pending === undefined && isThere(live, move.route, known);
    // That it is where it should be is told before it is noted, or nobody would ever hear of it.
    if (surprise && there && move.kind === 'converge') return { progress: 'done', record: known, surprise };
    if (surprise) return { progress: 'foreign', ...surprise };
    if (there) return { progress: 'done', record: await endMove(ports, target, move, 'seen', { known, also }) };
    known = await beginMove(ports, target, move);
    const progress = await shift(known, move, live, ports);
    const after = await endMove(ports, target, move, progress, { known, also });
    if (progress === 'pending') return waiting(known, move, ports);
    // With nobody else at it, what was read back by the call itself is how it is; else it is looked at again.
    if (progress === 'done' && (after?.runId !== move.runId || after.intents.length === 0))
      return { progress, record: after };
    known = after ?? known;
  }
  throw new ConflictError('contended', `traffic was moved by others ${rounds} times in a row while we tried to`);
}

/** As it is written, or as the target came to write it: a candidate with all traffic is what most call stable. */
function isThere(live: LiveRoute, wanted: Route, record: RolloutRecord): boolean {
  return sameRoute(live, wanted) || (sameRoute(leftAt(record), wanted) && sameTraffic(live, wanted));
}

function isSame(a: RolloutRecord, b: RolloutRecord): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

async function shift(
  record: RolloutRecord,
  { route }: Move,
  live: LiveRoute,
  { target }: Ports,
): Promise<Progress | 'refused'> {
  // While something is under way, what is live is no fixed point: the target is told from where we came.
  const expected = live.pending === undefined ? routeOf(live) : leftAt(record);
  try {
    return await target.shift(route, expected, record.plan);
  } catch (error) {
    if (!(error instanceof ConflictError && error.code === 'foreign-writer')) throw error;
    return live.pending === undefined ? 'refused' : 'pending';
  }
}

function waiting({ intents }: RolloutRecord, { token, route }: Move, { clock }: Ports): Moved {
  const now = clock.now().getTime();
  const since = intents.find((intent) => intent.token === token && sameTraffic(intent.route, route))?.since;
  const ms = since === undefined ? 0 : now - Date.parse(since);
  return { progress: 'pending', waitSeconds: askAgainSeconds(ms), seconds: ms / 1000 };
}
