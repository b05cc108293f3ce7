import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process by its id and its start: the system reuses ids, never the pair. */
export interface ProcessIdentity {
  pid: number;
  /** Opaque: equal only for the same process. */
  start: string;
}

/** Identity of a process that runs now; a zombie does not run. */
export function identify(pid: number): ProcessIdentity | undefined {
  const start = process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
  return start === undefined ? undefined : { pid, start };
}

export function isRunning(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.start === identity.start;
}

/** Whether any process of the group runs; on Linux zombies are told apart, which an init may leave about for seconds. */
export function groupIsRunning(group: number): boolean {
  if (process.platform !== 'linux') return answersSignals(-group);
  return readdirSync('/proc').some((name) => {
    const fields = /^\d+$/.test(name) ? statFields(Number(name)) : undefined;
    return fields?.[2] === String(group);
  });
}

function startOnLinux(pid: number): string | undefined {
  const ticks = statFields(pid)?.[19];
  return ticks === undefined ? undefined : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${ticks}`;
}

/** proc(5), from field 3 on: state, parent, group, …, and as field 22 the start in clock ticks since boot. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields;
  } catch {
    return undefined;
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function startByPs(pid: number): string | undefined {
  try {
    const [state, ...start] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    return state === undefined || state.startsWith('Z') ? undefined : start.join(' ');
  } catch {
    return undefined;
  }
}
