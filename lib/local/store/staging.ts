import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../core/sha256.ts';
import type { Body } from '../../ports.ts';
import { fingerprint } from './fingerprint.ts';

/** A file being written is touched all the time; one untouched for an hour was left by a killed process. */
const abandonedAfterMs = 3_600_000;

/** Writes the body to a new file in `folder`; the caller renames or removes it. `etag` is its SHA-256. */
export async function stage(folder: string, body: Body): Promise<{ path: string; etag: string }> {
  const path = join(folder, crypto.randomUUID());
  if (typeof body === 'string' || body instanceof Uint8Array) {
    await writeFile(path, body, { flag: 'wx' });
    return { path, etag: sha256(body) };
  }
  await copyFile(body.file, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  return { path, etag: (await fingerprint(path)).etag };
}

/** Makes the staging folder and removes what killed writers left in it. */
export async function openStaging(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const touchedMs = (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
    if (Date.now() - touchedMs > abandonedAfterMs) await rm(path, { force: true });
  }
}
