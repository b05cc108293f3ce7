import * as z from 'zod';
import { ConflictError } from '../../core/errors.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore, Ports } from '../../ports.ts';
import { readJson, update } from './json-object.ts';

const version = z.string().min(1);

/** `channels/<name>.json`: which release serves. Moving it goes through `promoting`, so that a crash in between shows. */
const channelSchema = z.strictObject({
  /** Null: nothing was ever promoted. */
  current: version.nullable(),
  promoting: z
    .strictObject({
      version,
      from: version.nullable(),
      runId: z.string(),
      token: z.int().nonnegative(),
      since: z.iso.datetime(),
    })
    .nullable(),
  /** The last move that recovery decided against; whoever still works on it must not announce it. */
  forbidden: z.strictObject({ version, runId: z.string() }).nullable(),
  /** Highest fencing token that ever announced or forbade a move: a lower one is a stale run's. */
  token: z.int().nonnegative(),
  /** Oldest first. */
  history: z.array(
    z.strictObject({ version, at: z.iso.datetime(), runId: z.string(), reason: z.enum(['promoted', 'rolled_back']) }),
  ),
});
export type Channel = z.infer<typeof channelSchema>;

const unused: Channel = { current: null, promoting: null, forbidden: null, token: 0, history: [] };

/** The channel as it is; without a current version where it was never moved. */
export async function readChannel(store: ObjectStore, name: string): Promise<Channel> {
  return (await readJson(store, layout.channel(name), channelSchema))?.value ?? unused;
}

/**
 * Announces the move from `from` to `version`. Doing it again is harmless, also after the move was finished.
 * ConflictError `stale-token` for a token below the highest seen, `promotion-forbidden` after `forbidPromotion`,
 * `champion-changed` when the channel is not at `from` or somebody else is moving it.
 */
export async function beginPromotion(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  name: string,
  wanted: { version: string; from: string | null; runId: string; token: number },
): Promise<Channel> {
  const changed = await update(store, layout.channel(name), channelSchema, (found) => {
    const channel = found ?? unused;
    refuseFenced(channel, name, wanted);
    if (isMoving(channel, wanted)) return undefined;
    if (channel.promoting === null && channel.current === wanted.version && isDone(channel, wanted)) return undefined;
    if (channel.promoting !== null || channel.current !== wanted.from) throw championChanged(channel, name, wanted);
    const { version, from, runId, token } = wanted;
    return { ...channel, promoting: { version, from, runId, token, since: clock.now().toISOString() }, token };
  });
  return changed ?? unused;
}

/** Commits an announced move. Doing it again is harmless. ConflictError `champion-changed` when this move is not announced. */
export async function finishPromotion(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  name: string,
  wanted: { version: string; runId: string; reason: 'promoted' | 'rolled_back' },
): Promise<Channel> {
  const changed = await update(store, layout.channel(name), channelSchema, (found) => {
    const channel = found ?? unused;
    const { version, runId, reason } = wanted;
    if (!isMoving(channel, wanted)) {
      if (isDone(channel, wanted)) return undefined;
      throw championChanged(channel, name, wanted);
    }
    const entry = { version, at: clock.now().toISOString(), runId, reason };
    return { ...channel, current: version, promoting: null, history: [...channel.history, entry] };
  });
  return changed ?? unused;
}

/**
 * Decides for good which way an interrupted move goes, against a run that may still be about to announce it: `forward` when it
 * is announced or done, otherwise `back`, and from then on that run cannot announce it. Asking again gives the same answer.
 * Call it before any traffic is moved back.
 */
export async function forbidPromotion(
  { store }: Pick<Ports, 'store'>,
  name: string,
  move: { version: string; runId: string; token: number },
): Promise<'forward' | 'back'> {
  let decided: 'forward' | 'back' = 'back';
  await update(store, layout.channel(name), channelSchema, (found) => {
    const channel = found ?? unused;
    decided = isMoving(channel, move) || isDone(channel, move) ? 'forward' : 'back';
    if (decided === 'forward' || move.token < channel.token || isForbidden(channel, move)) return undefined;
    return { ...channel, forbidden: { version: move.version, runId: move.runId }, token: move.token };
  });
  return decided;
}

/**
 * Takes an announced move back that cannot be finished: somebody else holds the traffic, or the target does not take it there. From
 * then on that run cannot announce it. False when it was finished meanwhile. Asking again gives the same answer.
 */
export async function withdrawPromotion(
  { store }: Pick<Ports, 'store'>,
  name: string,
  move: { version: string; runId: string; token: number },
): Promise<boolean> {
  let withdrawn = true;
  await update(store, layout.channel(name), channelSchema, (found) => {
    const channel = found ?? unused;
    withdrawn = !isDone(channel, move);
    if (!isMoving(channel, move)) return undefined;
    const { version, runId } = move;
    return { ...channel, promoting: null, forbidden: { version, runId } };
  });
  return withdrawn;
}

type Move = { version: string; runId: string };

function isMoving({ promoting }: Channel, { version, runId }: Move): boolean {
  return promoting?.version === version && promoting.runId === runId;
}

function isDone({ history }: Channel, { version, runId }: Move): boolean {
  return history.some((entry) => entry.version === version && entry.runId === runId);
}

function isForbidden({ forbidden }: Channel, { version, runId }: Move): boolean {
  return forbidden?.version === version && forbidden.runId === runId;
}

function refuseFenced(channel: Channel, name: string, move: Move & { token: number }): void {
  const refused = `Run ${move.runId} may not move the channel ${name} to ${move.version} any more`;
  if (move.token < channel.token) {
    const sentence = `${refused}: its token is ${move.token}, and a run with token ${channel.token} came after it.`;
    throw new ConflictError('stale-token', sentence);
  }
  if (isForbidden(channel, move)) throw new ConflictError('promotion-forbidden', `${refused}: recovery took it back.`);
}

function championChanged(channel: Channel, name: string, { version, runId }: Move): ConflictError {
  const moving = channel.promoting && `, run ${channel.promoting.runId} is moving it to ${channel.promoting.version}`;
  return new ConflictError(
    'champion-changed',
    `Run ${runId} cannot move the channel ${name} to ${version}: it is at ${channel.current ?? 'no release'}${moving ?? ''}.`,
  );
}
