import { constants } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import { InputError } from '../../lib/core/errors.ts';
import { assertObjectKey, compareKeys } from '../../lib/core/object-key.ts';
import { sha256 } from '../../lib/core/sha256.ts';
import type {
  Body,
  ByteRange,
  Condition,
  Downloaded,
  ListedObject,
  ObjectStore,
  StoredObject,
} from '../../lib/ports.ts';

/** The store as S3 would behave with one bucket per instance, for tests of what lies above it. Old versions are kept. */
export class MemoryStore implements ObjectStore {
  readonly #versions = new Map<
    string,
    Array<{ bytes: Uint8Array; etag: string; version: string; modifiedAt: string }>
  >();
  #writes = 0;

  async get(key: string): Promise<StoredObject | undefined> {
    assertObjectKey(key);
    const newest = this.#newest(key);
    return newest && { bytes: newest.bytes.slice(), etag: newest.etag };
  }

  async put(key: string, body: Body, condition?: Condition): Promise<{ won: true; etag: string } | { won: false }> {
    assertObjectKey(key);
    const bytes = await bytesOf(body);
    const newest = this.#newest(key);
    if (condition && 'absent' in condition && newest) return { won: false };
    if (condition && 'match' in condition && newest?.etag !== condition.match) return { won: false };
    const etag = sha256(bytes);
    const version = String(++this.#writes);
    const modifiedAt = new Date(Date.UTC(2026, 0, 1) + this.#writes).toISOString();
    this.#versions.set(key, [...(this.#versions.get(key) ?? []), { bytes, etag, version, modifiedAt }]);
    return { won: true, etag };
  }

  async *list(prefix: string): AsyncIterable<ListedObject> {
    const keys = [...this.#versions.keys()].filter((key) => key.startsWith(prefix)).sort(compareKeys);
    for (const key of keys) {
      const newest = this.#newest(key);
      if (newest === undefined) continue;
      const { bytes, etag, version, modifiedAt } = newest;
      yield { key, size: bytes.byteLength, etag, version, modifiedAt };
    }
  }

  async download(key: string, path: string, version?: string, range?: ByteRange): Promise<Downloaded> {
    assertObjectKey(key);
    const found =
      version === undefined ? this.#newest(key) : this.#versions.get(key)?.find((v) => v.version === version);
    if (found === undefined) throw new InputError('object-gone', `There is no version ${version ?? ''} of ${key}.`);
    await writeDownload(found.bytes, path, range);
    return { modifiedAt: found.modifiedAt };
  }

  /** A store with the same objects, which goes its own way from here. */
  copy(): MemoryStore {
    const copy = new MemoryStore();
    for (const [key, versions] of this.#versions) copy.#versions.set(key, versions);
    copy.#writes = this.#writes;
    return copy;
  }

  #newest(key: string) {
    return this.#versions.get(key)?.at(-1);
  }
}

async function bytesOf(body: Body): Promise<Uint8Array> {
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? body.slice() : readFile(body.file);
}

/** As every store's download: the whole, or a range of it where that lies in the object. */
export async function writeDownload(bytes: Uint8Array, path: string, range: ByteRange | undefined): Promise<void> {
  if (!range) return writeFile(path, bytes);
  const handle = await open(path, constants.O_RDWR | constants.O_CREAT);
  await handle.write(bytes.subarray(range.start, range.end), 0, range.end - range.start, range.start);
  await handle.close();
}
