import { InputError, InternalError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';

/** Files that a step reads whole are small: a policy, a contract, golden rows, requirements. */
const largestFile = 4 * 1024 * 1024;

type Unzip = typeof import('fflate')['unzipSync'];

export interface Source {
  /** Text of a file of the workload; InputError `file-missing` when there is none. `named` is where the path was given. */
  read(path: string, named: string): string;
}

/** Opens `sources/<digest>.zip` after checking that it is what its name says. What unzips it is loaded while it is on its way. */
export async function openSource(store: ObjectStore, digest: string): Promise<Source> {
  const key = layout.source(digest);
  const [object, { unzipSync }] = await Promise.all([store.get(key), import('fflate')]);
  if (!object) throw new InternalError('source-missing', `${key} is not in the store`);
  if (sha256(object.bytes) !== digest) throw new InternalError('source-altered', `${key} is not what its digest says`);
  return { read: (path, named) => readEntry(unzipSync, object.bytes, path, named) };
}

function readEntry(unzipSync: Unzip, zip: Uint8Array, path: string, named: string): string {
  let tooLarge = 0;
  const entries = unzipSync(zip, {
    filter: (file) => {
      if (file.name !== path) return false;
      if (file.originalSize > largestFile) tooLarge = file.originalSize;
      return tooLarge === 0;
    },
  });
  if (tooLarge > 0)
    throw new InputError('file-too-large', `${path}: ${tooLarge} bytes; at most ${largestFile} are read`);
  const bytes = entries[path];
  if (!bytes) throw new InputError('file-missing', `${path}: no such file in the workload (named by ${named})`);
  return new TextDecoder('utf-8', { fatal: false }).decode(bytes);
}
