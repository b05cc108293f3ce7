import { InputError } from '../../lib/core/errors.ts';
import { compareKeys } from '../../lib/core/object-key.ts';
import { sha256 } from '../../lib/core/sha256.ts';
import type { ByteRange, Clock, Downloaded, ListedObject, ObjectStore, StoredObject } from '../../lib/ports.ts';
import { writeDownload } from '../support/memory-store.ts';

type Version = ListedObject & { bytes: Uint8Array };

/** A bucket as producers use it: with deletes, versions that come back, uploads in parts, and times that come from a clock. */
export class DataBucket implements ObjectStore {
  /** Newest last; null is a delete marker. */
  readonly #objects = new Map<string, Array<Version | null>>();
  readonly #clock: Clock;
  readonly #versions: 'numbered' | 'content';
  #writes = 0;
  listings = 0;

  /** `content`: as the store in a directory, which names versions by what is in them. */
  constructor(clock: Clock, versions: 'numbered' | 'content' = 'numbered') {
    this.#clock = clock;
    this.#versions = versions;
  }

  async get(key: string): Promise<StoredObject | undefined> {
    const found = this.#newest(key);
    return found ? { bytes: found.bytes, etag: found.etag } : undefined;
  }

  async put(key: string, body: unknown): Promise<{ won: true; etag: string }> {
    return { won: true, etag: this.upload(key, String(body)) };
  }

  /** `beganSeconds`: for so long it was uploaded in parts; S3 tells the time when that began. */
  upload(key: string, text: string, beganSeconds = 0): string {
    const bytes = Buffer.from(text);
    const etag = sha256(bytes);
    const version = this.#versions === 'content' ? etag : String(++this.#writes);
    const modifiedAt = new Date(this.#clock.now().getTime() - beganSeconds * 1000).toISOString();
    this.#push(key, { key, bytes, size: bytes.byteLength, etag, version, modifiedAt });
    return etag;
  }

  remove(key: string): void {
    if (this.#newest(key)) this.#push(key, null);
  }

  /** Takes the last delete marker or version away, so that the one before it is there again. */
  undo(key: string): void {
    this.#objects.get(key)?.pop();
  }

  async *list(prefix: string): AsyncIterable<ListedObject> {
    this.listings += 1;
    for (const key of [...this.#objects.keys()].filter((one) => one.startsWith(prefix)).sort(compareKeys)) {
      const found = this.#newest(key);
      if (found) yield withoutBytes(found);
    }
  }

  async download(key: string, path: string, version?: string, range?: ByteRange): Promise<Downloaded> {
    const found =
      version === undefined ? this.#newest(key) : this.#objects.get(key)?.find((v) => v?.version === version);
    if (!found) throw new InputError('object-gone', `There is no version ${version ?? ''} of ${key}.`);
    await writeDownload(found.bytes, path, range);
    return { modifiedAt: found.modifiedAt };
  }

  #newest(key: string): Version | null | undefined {
    return this.#objects.get(key)?.at(-1);
  }

  #push(key: string, version: Version | null): void {
    this.#objects.set(key, [...(this.#objects.get(key) ?? []), version]);
  }
}

function withoutBytes({ bytes: _, ...listed }: Version): ListedObject {
  return listed;
}
