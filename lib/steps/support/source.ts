import type { UnzipOptions } from 'fflate';
import { InputError, InternalError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';

/** Files that a step reads whole are small: a policy, a contract, golden rows, requirements. */
const largestFile = 4 * 1024 * 1024;

/** A table to look things up in: it is in memory while it is unpacked. */
export const largestReference = 64 * 1024 * 1024;

export interface Source {
  /** Text of a file of the workload; InputError `file-missing` when there is none. `named` is where the path was given. */
  read(path: string, named: string): string;
  /** The same as it is, up to a size of its own. */
  bytes(path: string, named: string, mostBytes: number): Uint8Array;
}

/** Opens `sources/<digest>.zip` after checking that it is what its name says. What unzips it is loaded while it is on its way. */
export async function openSource(store: ObjectStore, digest: string): Promise<Source> {
  const key = layout.source(digest);
  const [object, { unzipSync }] = await Promise.all([store.get(key), import('fflate')]);
  if (!object) throw new InternalError('source-missing', `${key} is not in the store`);
  if (sha256(object.bytes) !== digest) throw new InternalError('source-altered', `${key} is not what its digest says`);
  const bytes = (path: string, named: string, mostBytes: number) =>
    readEntry((options) => unzipSync(object.bytes, options), path, named, mostBytes);
  const text = new TextDecoder('utf-8', { fatal: false });
  return { bytes, read: (path, named) => text.decode(bytes(path, named, largestFile)) };
}

type Unzip = (options: UnzipOptions) => Record<string, Uint8Array>;

function readEntry(unzip: Unzip, path: string, named: string, mostBytes: number): Uint8Array {
  let tooLarge = 0;
  const entries = unzip({
    filter: (file) => {
      if (file.name !== path) return false;
      if (file.originalSize > mostBytes) tooLarge = file.originalSize;
      return tooLarge === 0;
    },
  });
  if (tooLarge > 0) throw new InputError('file-too-large', `${path}: ${tooLarge} bytes; at most ${mostBytes} are read`);
  const bytes = entries[path];
  if (!bytes) throw new InputError('file-missing', `${path}: no such file in the workload (named by ${named})`);
  return bytes;
}
