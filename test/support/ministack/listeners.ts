import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Addresses, in the kernel's hexadecimal, that a process listens on. Linux only: nothing else tells without a tool. */
export function listenersOf(pid: number): string[] {
  const sockets = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`)));
  return ['tcp', 'tcp6'].flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === listening && sockets.has(`socket:[${inode}]`))
      .map(([, address = '']) => address.replace(/:.*/, '')),
  );
}

const listening = '0A';
/** 127.0.0.1. */
export const loopback = '0100007F';

/** A file may have been closed since it was listed. */
function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
