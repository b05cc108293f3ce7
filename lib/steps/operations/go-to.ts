import { ConflictError } from '../../core/errors.ts';
import type { OperateInput, OperateOutput } from '../../core/operation.ts';
import type { Manifest } from '../../core/release/manifest.ts';
import { sameTraffic } from '../../core/rollout/same-traffic.ts';
import { noRoute, type Route, routeOf } from '../../core/rollout/traffic.ts';
import type { Ports } from '../../ports.ts';
import { beginPromotion } from '../records/channel.ts';
import { clearNote, type ForeignNote } from '../records/foreign-note.ts';
import { openRollout, updateRollout } from '../records/rollout-record.ts';
import { type RolloutRecord, rollbackStrategy } from '../records/rollout-schema.ts';
import { production } from '../support/champion.ts';
import { converge } from '../support/converge.ts';
import { foreignError } from '../support/foreign-writer.ts';
import { promotionOf } from '../support/rollout-context.ts';
import { onItsWay } from './on-its-way.ts';

interface Way {
  input: OperateInput;
  token: number;
  from: Manifest;
  to: Manifest;
  /** What somebody else did, which this takes over. */
  note: ForeignNote | undefined;
}

/**
 * Moves all traffic to a release under the lease, with the same records as a rollout: killed half-way it is finished by whoever comes
 * next. `again`: a rollout was begun meanwhile.
 */
export async function goTo(way: Way, ports: Ports): Promise<OperateOutput | 'again'> {
  const { from, to } = way;
  const { by, pipeline } = way.input;
  const said = { waitSeconds: 0, from: from.version, to: to.version };
  if ((await ports.target.prepare(to.servable)) === 'pending') {
    const sentence = `${to.version} is made ready to serve, and ${from.version} serves until then; the same command looks on`;
    return { ...said, progress: 'pending', waitSeconds: 15, sentence };
  }
  const record = await begun(way, ports);
  if (!record) return 'again';
  if (record === 'removing') {
    const sentence = `versions that nobody needed are just being removed, ${to.version} may be one; the same command looks on`;
    return { ...said, progress: 'pending', waitSeconds: 15, sentence };
  }
  const moves = from.version !== to.version;
  if (moves && !(await announced(record, ports))) return 'again';
  const { outcome, sentence, waitSeconds } = await finished(pipeline, record, ports);
  if (outcome === 'pending') {
    await updateRollout(ports.store, pipeline, record.runId, (now) => ({ ...now, left: true }));
    return { ...said, progress: 'pending', waitSeconds, sentence: onItsWay({ sentence }) };
  }
  if (outcome === 'unknown') throw new ConflictError('foreign-writer', sentence);
  if (moves && outcome !== 'promoted')
    throw new ConflictError('overtaken', `${to.version} does not serve: ${sentence}`);
  if (way.note) await clearNote(ports, pipeline);
  const instead = moves ? `, in place of ${from.version}` : ', in place of what somebody else had set';
  return { ...said, progress: 'done', sentence: `${to.version} serves all traffic again${instead}, by ${by}` };
}

/** The write-ahead record; undefined when a rollout is open, `removing` when the version may go at this moment. What is live must be what the channel names, or what is taken over. */
async function begun(
  { input, token, from, to, note }: Way,
  ports: Ports,
): Promise<RolloutRecord | 'removing' | undefined> {
  const { runId, executionArn, pipeline } = input;
  const stable = { ...noRoute, stable: from.servable.id };
  const at = await liveOf(stable, note, ports);
  try {
    return await openRollout(ports, pipeline, {
      runId,
      executionArn,
      token,
      version: to.version,
      champion: from.version,
      from: stable,
      at,
      candidateServable: to.servable.id,
      stableServable: from.servable.id,
      plan: { strategy: rollbackStrategy, steps: [], windowSeconds: 1 },
    });
  } catch (error) {
    if (error instanceof ConflictError && error.code === 'removing') return 'removing';
    if (error instanceof ConflictError && error.code.startsWith('rollout-')) return undefined;
    throw error;
  }
}

/** False where another operator, or the reaper, took the record for one that was left. */
async function announced(record: RolloutRecord, ports: Ports): Promise<boolean> {
  try {
    await beginPromotion(ports, production, promotionOf(record));
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}

async function liveOf(expected: Route, note: ForeignNote | undefined, ports: Ports): Promise<Route> {
  const live = await ports.target.observe();
  // What is under way is waited for once the record is open.
  if (note || live.pending !== undefined || sameTraffic(live, expected)) return note ? routeOf(live) : expected;
  throw foreignError({ route: routeOf(live), expected, since: ports.clock.now().toISOString() });
}

/** Once it is announced, a move that fails goes forward all the same, as one that was killed does; if not now, then with the next look. */
async function finished(pipeline: string, record: RolloutRecord, ports: Ports) {
  try {
    return await converge(pipeline, record, ports);
  } catch {
    return converge(pipeline, record, ports);
  }
}
