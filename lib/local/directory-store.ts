import { constants, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isNativeError } from 'node:util/types';
import { InputError } from '../core/errors.ts';
import { assertObjectKey, compareKeys, isKeySegment } from '../core/object-key.ts';
import { sha256 } from '../core/sha256.ts';
import type { Body, ByteRange, Condition, Downloaded, ListedObject, ObjectStore, StoredObject } from '../ports.ts';
import { copyRange } from './store/copy-range.ts';
import { fileNames, folderNames, keyOf } from './store/file-name.ts';
import { fingerprint } from './store/fingerprint.ts';
import { withLock } from './store/lock.ts';
import { openStaging, stage } from './store/staging.ts';

/** Never the encoding of a key: `%s` is no escape. */
const housekeeping = '%store';

/**
 * The store in a directory, shared by any number of processes; see `store/file-name.ts` for what lies where.
 * An object appears by a rename, so that a reader or a SIGKILL never finds half of one; conditions are judged under a lock
 * of the kernel. ETag and version are the content's SHA-256. Only the newest version is kept. Not synced to the disk:
 * it survives killed processes, not a power cut. Listing reads what it lists, for the ETags: list narrowly.
 */
export class DirectoryStore implements ObjectStore {
  readonly #root: string;
  readonly #staging: string;
  #opened: Promise<void> | undefined;

  constructor(root: string) {
    this.#root = resolve(root);
    this.#staging = join(this.#root, housekeeping, 'staging');
  }

  async get(key: string): Promise<StoredObject | undefined> {
    const bytes = await orMissing(readFile(this.#pathOf(key)));
    return bytes && { bytes, etag: sha256(bytes) };
  }

  async put(key: string, body: Body, condition?: Condition): Promise<{ won: true; etag: string } | { won: false }> {
    const path = this.#pathOf(key);
    this.#opened ??= openStaging(this.#staging);
    await this.#opened;
    const staged = await stage(this.#staging, body);
    try {
      return withLock(join(this.#root, housekeeping, 'lock'), () => {
        if (!holds(condition, path)) return { won: false };
        mkdirSync(dirname(path), { recursive: true });
        renameSync(staged.path, path);
        return { won: true, etag: staged.etag };
      });
    } finally {
      await rm(staged.path, { force: true });
    }
  }

  async *list(prefix: string): AsyncIterable<ListedObject> {
    const segments = prefix.split('/').slice(0, -1);
    if (!segments.every(isKeySegment)) return;
    const found: string[] = [];
    for await (const key of this.#walk(folderNames(segments))) if (key.startsWith(prefix)) found.push(key);
    for (const key of found.sort(compareKeys)) {
      const print = await orMissing(fingerprint(this.#pathOf(key)));
      if (print === undefined) continue;
      const { size, etag, modifiedAt } = print;
      yield { key, size, etag, version: etag, modifiedAt: modifiedAt.toISOString() };
    }
  }

  async download(key: string, path: string, version?: string, range?: ByteRange): Promise<Downloaded> {
    if (range) return this.#downloadRange(key, path, version, range);
    const part = `${path}.${crypto.randomUUID()}.part`;
    await mkdir(dirname(path), { recursive: true });
    try {
      const found = await orMissing(stat(this.#pathOf(key)));
      const copied = await orMissing(copyFile(this.#pathOf(key), part, constants.COPYFILE_FICLONE).then(() => true));
      if (!found || !copied || (version !== undefined && (await fingerprint(part)).etag !== version))
        throw gone(key, version);
      await rename(part, path);
      return { modifiedAt: found.mtime.toISOString() };
    } finally {
      await rm(part, { force: true });
    }
  }

  async #downloadRange(key: string, path: string, version: string | undefined, range: ByteRange): Promise<Downloaded> {
    const source = this.#pathOf(key);
    const found = await orMissing(fingerprint(source));
    if (!found || (version !== undefined && found.etag !== version)) throw gone(key, version);
    await mkdir(dirname(path), { recursive: true });
    await copyRange(source, path, range);
    return { modifiedAt: found.modifiedAt.toISOString() };
  }

  #pathOf(key: string): string {
    assertObjectKey(key);
    return join(this.#root, ...fileNames(key));
  }

  async *#walk(names: string[]): AsyncIterable<string> {
    const entries = await orMissing(readdir(join(this.#root, ...names), { withFileTypes: true }));
    for (const entry of entries ?? []) {
      const inner = [...names, entry.name];
      if (entry.isDirectory() && entry.name !== housekeeping) yield* this.#walk(inner);
      const key = entry.isFile() ? keyOf(inner) : undefined;
      if (key !== undefined) yield key;
    }
  }
}

function holds(condition: Condition | undefined, path: string): boolean {
  if (condition === undefined) return true;
  if ('absent' in condition) return !existsSync(path);
  return existsSync(path) && sha256(readFileSync(path)) === condition.match;
}

function gone(key: string, version: string | undefined): InputError {
  const what = version === undefined ? 'There is no object' : `Version ${version} is gone of the object`;
  return new InputError(
    'object-gone',
    `${what} ${key}; it was removed, or replaced by a newer one, after it was listed.`,
  );
}

async function orMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    const code = isNativeError(error) && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
