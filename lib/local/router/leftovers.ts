import { setTimeout as wait } from 'node:timers/promises';
import { signalGroup } from '../workload/process-group.ts';
import { groupIsRunning, isRunning, type ProcessIdentity } from './process-identity.ts';
import { recordedServers } from './state.ts';

const graceMs = 2_000;

/**
 * Ends the servers that a killed router left behind: the groups of those it noted that still are the process it noted.
 * @returns how many there were.
 */
export async function endLeftovers(stateDir: string): Promise<number> {
  const running = recordedServers(stateDir).filter(isRunning);
  await Promise.all(running.map(endGroupOf));
  return running.length;
}

/** Ends the process group of a leader that was seen to run: SIGTERM, and SIGKILL after two seconds. */
export async function endGroupOf(leader: ProcessIdentity): Promise<void> {
  signalGroup(leader.pid, 'SIGTERM');
  for (const until = Date.now() + graceMs; isRunning(leader) && Date.now() < until; ) await wait(10);
  // A group keeps its id until its last member is gone, so this cannot reach anybody else.
  signalGroup(leader.pid, 'SIGKILL');
  for (const until = Date.now() + graceMs; groupIsRunning(leader.pid) && Date.now() < until; ) await wait(10);
}
