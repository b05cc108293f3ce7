import { accessSync, constants, existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError, messageOf } from '../../core/errors.ts';

/**
 * Makes this folder where it is not there, and looks whether it may be written, before anything is begun. One by one: Node's own way to make
 * folders in folders tries for ever where none can be made (`/proc`), and says ENOENT of a disk that is read-only.
 * Answers with a way to take back what was made, as far as nothing was put into it. @throws InputError `store-unusable`
 */
export function makeWritable(folder: string): () => void {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at); at = dirname(at)) missing.unshift(at);
  try {
    for (const one of missing) makeOne(one);
    // With the slash, a file is none.
    accessSync(`${folder}/`, constants.W_OK);
  } catch (cause) {
    throw new InputError('store-unusable', `the store ${folder} cannot be written: ${messageOf(cause)}`, { cause });
  }
  return () => {
    for (const one of missing.toReversed()) removeEmpty(one);
  };
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds something by now, or is gone.
  }
}

/** Another process may make it at the same time. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (thrown) {
    if (!existsSync(folder)) throw thrown;
  }
}
