import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { create, extract, type ReadEntry } from 'tar';
import { InputError, messageOf } from '../../core/errors.ts';
import { fingerprint } from '../store/fingerprint.ts';
import { assertInside } from './inside.ts';

/** Far above any model that a laptop serves; stops an archive that unpacks without end. */
const modelLimitBytes = 20 * 1024 ** 3;

/**
 * Packs a model folder as SageMaker does: `model.tar.gz` with the files at its top. Equal files give equal bytes (names
 * sorted, modes and times fixed) with one version of Node's zlib. Modes of the folder's files are set to 0644.
 * @returns the SHA-256 of the archive, undefined when the folder holds no file.
 * @throws InputError `model-not-files` for a symbolic link, socket or the like.
 */
export async function packModel(folder: string, archive: string): Promise<string | undefined> {
  const files = (await filesBelow(folder, '')).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  if (files.length === 0) return undefined;
  for (const file of files) await chmod(join(folder, file), 0o644);
  // A leading @ would mean "the entries of that archive".
  const names = files.map((file) => (file.startsWith('@') ? `./${file}` : file));
  await create({ file: archive, cwd: folder, gzip: true, portable: true, mtime: new Date(0), strict: true }, names);
  return (await fingerprint(archive)).etag;
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await filesBelow(root, path)));
    else if (entry.isFile()) found.push(path);
    else throw new InputError('model-not-files', `${path} in the model folder is no regular file.`);
  }
  return found;
}

/**
 * Unpacks a model into a folder: files and folders only, nothing outside of it.
 * @throws InputError `path-outside`, `model-broken`
 */
export async function unpackModel(archive: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  let refused: unknown;
  let size = 0;
  const filter = (path: string, entry: unknown) => {
    const { type, size: entrySize } = entry as ReadEntry;
    size += entrySize;
    refused ??= refusalOf(path, type, size);
    return refused === undefined;
  };
  await extract({ file: archive, cwd: folder, strict: true, preservePaths: true, filter }).catch((thrown) => {
    if (refused) return;
    throw new InputError('model-broken', `${archive} is no readable tar.gz: ${messageOf(thrown)}`, { cause: thrown });
  });
  if (refused) throw refused;
}

function refusalOf(path: string, type: string, size: number): unknown {
  if (!['File', 'OldFile', 'ContiguousFile', 'Directory', 'GNUDumpDir'].includes(type)) {
    return new InputError('model-broken', `The model archive holds ${path}, a ${type}; only files are allowed.`);
  }
  if (size > modelLimitBytes) return new InputError('model-broken', 'The model archive unpacks to more than 20 GB.');
  try {
    assertInside(path);
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}
