import { z } from 'zod';
import { ConflictError } from '../../core/errors.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore, Ports } from '../../ports.ts';
import { readJson, update } from './json-object.ts';

const version = z.string().min(1);

/** `channels/<name>.json`: which release serves. Moving it goes through `promoting`, so that a crash in between shows. */
export const channelSchema = z.strictObject({
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
  /** Highest fencing token that ever moved the channel: a lower one is a stale run's. */
  token: z.int().nonnegative(),
  /** Oldest first. */
  history: z.array(
    z.strictObject({ version, at: z.iso.datetime(), runId: z.string(), reason: z.enum(['promoted', 'rolled_back']) }),
  ),
});
export type Channel = z.infer<typeof channelSchema>;

const unused: Channel = { current: null, promoting: null, token: 0, history: [] };

/** The channel as it is; without a current version where it was never moved. */
export async function readChannel(store: ObjectStore, name: string): Promise<Channel> {
  return (await readJson(store, layout.channel(name), channelSchema))?.value ?? unused;
}

/**
 * Announces the move from `from` to `version`. Doing it again is harmless, also after the move was finished.
 * ConflictError `stale-token` for a token below the highest seen, `champion-changed` when the channel is not at `from` or
 * somebody else is moving it.
 */
export async function beginPromotion(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  name: string,
  wanted: { version: string; from: string | null; runId: string; token: number },
): Promise<Channel> {
  const changed = await update(store, layout.channel(name), channelSchema, (found) => {
    const channel = found ?? unused;
    refuseStale(channel, name, wanted);
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

/** Takes back an announced move. Nothing happens when it is not announced (any more). */
export async function abandonPromotion(
  { store }: Pick<Ports, 'store'>,
  name: string,
  wanted: { version: string; runId: string },
): Promise<Channel> {
  const changed = await update(store, layout.channel(name), channelSchema, (channel) =>
    channel && isMoving(channel, wanted) ? { ...channel, promoting: null } : undefined,
  );
  return changed ?? unused;
}

type Move = { version: string; runId: string };

function isMoving({ promoting }: Channel, { version, runId }: Move): boolean {
  return promoting?.version === version && promoting.runId === runId;
}

function isDone({ history }: Channel, { version, runId }: Move): boolean {
  return history.some((entry) => entry.version === version && entry.runId === runId);
}

function refuseStale(channel: Channel, name: string, { runId, token }: { runId: string; token: number }): void {
  if (token >= channel.token) return;
  throw new ConflictError(
    'stale-token',
    `Run ${runId} may not move the channel ${name} any more: its token is ${token}, and a run with token ${channel.token} has moved it since.`,
  );
}

function championChanged(channel: Channel, name: string, { version, runId }: Move): ConflictError {
  const moving = channel.promoting && `, run ${channel.promoting.runId} is moving it to ${channel.promoting.version}`;
  return new ConflictError(
    'champion-changed',
    `Run ${runId} cannot move the channel ${name} to ${version}: it is at ${channel.current ?? 'no release'}${moving ?? ''}.`,
  );
}
