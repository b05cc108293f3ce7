import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Waits for a lock between processes and holds it until released, or until the process ends however it ends: it is
 * SQLite's on an empty database, that is the kernel's, as in `../store/lock.ts`.
 * @returns the release, safe to call twice.
 */
export async function holdFile(path: string, onWait?: () => void): Promise<() => void> {
  const database = new DatabaseSync(path, { timeout: 0 });
  for (let told = false; ; told = true) {
    try {
      database.exec('BEGIN IMMEDIATE');
      return () => database.isOpen && database.close();
    } catch (thrown) {
      if (!/locked/.test(String(thrown))) throw thrown;
    }
    if (!told) onWait?.();
    await wait(100);
  }
}
