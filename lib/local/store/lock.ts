import { DatabaseSync } from 'node:sqlite';
import { InternalError, messageOf } from '../../core/errors.ts';

/** A holder only compares and renames, so ten seconds can mean nothing but a stopped process. */
const patienceMs = 10_000;

/**
 * Runs `work` while no other process or thread is in here with the same lock file.
 * The lock is SQLite's on an empty database, that is the kernel's: whoever is killed lets go of it, and there is no
 * stale owner to detect. Node has no other way to a file lock. InternalError `store-locked` after ten seconds.
 */
export function withLock<T>(lockFile: string, work: () => T): T {
  const database = new DatabaseSync(lockFile, { timeout: patienceMs });
  try {
    begin(database, lockFile);
    return work();
  } finally {
    database.close();
  }
}

function begin(database: DatabaseSync, lockFile: string): void {
  try {
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    throw new InternalError(
      'store-locked',
      `The store's lock ${lockFile} could not be taken within ${patienceMs / 1000} s (${messageOf(error)}); look for a stopped process that holds it.`,
      { cause: error },
    );
  }
}
