import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { InternalError } from '../../core/errors.ts';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';

const holderSchema = z.object({ pid: z.number(), start: z.string() });

/**
 * Takes a lock for the life of this process; the system lets go of it however the process ends.
 *
 * The folder holds numbered files, each naming a process; the highest number holds the lock. Who finds its process gone
 * creates the next number, exclusively and complete (link), and holds the lock if it is still the highest then. Numbers
 * only grow, so a slow contender can never take over twice what was taken over already.
 * @param folder its parent exists: a folder that was deleted is not made again by a process that comes late.
 * @returns false when another running process holds it.
 */
export function acquireProcessLock(folder: string): boolean {
  makeFolder(folder);
  const self = identify(process.pid);
  if (!self) throw new InternalError('process-unknown', `Cannot read the start time of process ${process.pid}.`);
  const draft = join(folder, `draft-${process.pid}`);
  writeFileSync(draft, JSON.stringify(self), { mode: 0o600 });
  try {
    for (;;) {
      const highest = highestNumber(folder);
      const holder = holderOf(folder, highest);
      if (holder && isRunning(holder)) return false;
      if (!linkExclusively(draft, join(folder, String(highest + 1)))) continue;
      if (highestNumber(folder) === highest + 1) {
        for (const old of numbersIn(folder)) if (old <= highest) rmSync(join(folder, String(old)), { force: true });
        return true;
      }
      rmSync(join(folder, String(highest + 1)), { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The running process that holds the lock. */
export function lockHolder(folder: string): ProcessIdentity | undefined {
  const holder = holderOf(folder, highestNumber(folder));
  return holder && isRunning(holder) ? holder : undefined;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
  }
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function highestNumber(folder: string): number {
  return Math.max(0, ...numbersIn(folder));
}

function holderOf(folder: string, number: number): ProcessIdentity | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(join(folder, String(number)), 'utf8')));
  } catch {
    return undefined;
  }
}

function linkExclusively(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
}
