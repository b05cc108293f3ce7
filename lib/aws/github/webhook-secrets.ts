import * as z from 'zod';
import { InternalError } from '../../core/errors.ts';
import type { Clock } from '../../ports.ts';

const keptMs = 5 * 60_000;
/** A wrong signature may mean a new secret; whoever sends many must not make us ask each time. */
const rereadMs = 60_000;

/** Shorter secrets can be guessed from one delivery. */
const secret = z.string().min(16).max(1_024);
const secretSchema = z.object({ current: secret, previous: secret.optional() });

/** The secrets that deliveries may be signed with: two of them while one replaces the other. */
export class WebhookSecrets {
  readonly #fetch: () => Promise<string>;
  readonly #clock: Clock;
  #read: { at: number; secrets: Promise<string[]> } | undefined;

  /** @param fetch text of the secret, `{"current": …, "previous": …}` */
  constructor(fetch: () => Promise<string>, clock: Clock) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /** @throws InternalError `bad-secret`, which never quotes it, or whatever fetching throws; the next call tries again */
  async known(): Promise<string[]> {
    return this.#within(keptMs);
  }

  /** As they are now, asked for at most once a minute; undefined when there is nothing newer to know. */
  async newer(): Promise<string[] | undefined> {
    const before = this.#read;
    const secrets = await this.#within(rereadMs);
    return this.#read === before ? undefined : secrets;
  }

  async #within(mostMs: number): Promise<string[]> {
    const now = this.#clock.now().getTime();
    if (this.#read && now - this.#read.at < mostMs) return this.#read.secrets;
    const read = { at: now, secrets: this.#fetch().then(parse) };
    this.#read = read;
    try {
      return await read.secrets;
    } catch (thrown) {
      if (this.#read === read) this.#read = undefined;
      throw thrown;
    }
  }
}

function parse(text: string): string[] {
  const read = secretSchema.safeParse(parsedJson(text));
  if (read.success) return [read.data.current, read.data.previous].filter((one) => one !== undefined);
  throw new InternalError(
    'bad-secret',
    'The webhook secret must hold JSON {"current": "…", "previous": "…"}, each of 16 to 1,024 characters; `previous` may be absent.',
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
