import * as z from 'zod';
import { canonicalJson } from '../../core/canonical-json.ts';
import { ConflictError, InternalError, messageOf } from '../../core/errors.ts';
import type { ObjectStore } from '../../ports.ts';

/** Each round that we lose, somebody else wins; more rivals than this at once on one record means something is wrong. */
const rounds = 32;

/**
 * The parsed object under `key`, or undefined where there is none. A schema may come while the object is on its way.
 * InternalError `corrupt-record` when it is not of this schema.
 */
export async function readJson<T>(
  store: ObjectStore,
  key: string,
  schema: z.ZodType<T> | Promise<z.ZodType<T>>,
): Promise<{ value: T; etag: string } | undefined> {
  const [found, known] = await Promise.all([store.get(key), schema]);
  return found && { value: parse(key, found.bytes, known), etag: found.etag };
}

/**
 * Creates the object, as canonical JSON. `already` when the very same content is there, whoever wrote it.
 * ConflictError `already-written` when something else is.
 */
export async function writeOnce(store: ObjectStore, key: string, value: unknown): Promise<'written' | 'already'> {
  const text = canonicalJson(value);
  for (let round = 0; round < rounds; round += 1) {
    if ((await store.put(key, text, { absent: true })).won) return 'written';
    const found = await store.get(key);
    if (found === undefined) continue;
    if (Buffer.from(text).equals(found.bytes)) return 'already';
    throw new ConflictError('already-written', `${key} is written once, and was written before with other content.`);
  }
  throw contended(key);
}

/**
 * Replaces the object by what `change` makes of it (undefined where there is none), if nobody else did in between; otherwise
 * reads and asks again. `change` may run many times, and once more over its own result when S3's answer got lost: it must be
 * idempotent. It leaves the object as it is by answering undefined, and refuses by throwing.
 * Resolves to what is stored afterwards. ConflictError `contended` after 32 rounds.
 */
export async function update<T>(
  store: ObjectStore,
  key: string,
  schema: z.ZodType<T>,
  change: (current: T | undefined) => T | undefined | Promise<T | undefined>,
): Promise<T | undefined> {
  for (let round = 0; round < rounds; round += 1) {
    const found = await readJson(store, key, schema);
    const next = await change(found?.value);
    if (next === undefined) return found?.value;
    const condition = found ? { match: found.etag } : { absent: true as const };
    if ((await store.put(key, canonicalJson(next), condition)).won) return next;
  }
  throw contended(key);
}

function parse<T>(key: string, bytes: Uint8Array, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    const why = issue ? `${issue.path.join('.')}: ${issue.message}` : messageOf(error);
    const sentence = `${key} cannot be read: another version of Signalbox wrote it, or somebody changed it: ${why}`;
    throw new InternalError('corrupt-record', sentence, { cause: error });
  }
}

function contended(key: string): ConflictError {
  return new ConflictError(
    'contended',
    `${key} was changed by others ${rounds} times in a row while we tried to; try again.`,
  );
}
