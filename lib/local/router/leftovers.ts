import { setTimeout as wait } from 'node:timers/promises';
import { signalGroup } from '../workload/process-group.ts';
import { isRunning } from './process-identity.ts';
import { recordedServers } from './state.ts';

const graceMs = 2_000;

/**
 * Ends the servers that a killed router left behind: those it noted that still are the process it noted.
 * @returns how many there were.
 */
export async function endLeftovers(stateDir: string): Promise<number> {
  const running = recordedServers(stateDir).filter(isRunning);
  for (const { pid } of running) signalGroup(pid, 'SIGTERM');
  for (const until = Date.now() + graceMs; running.some(isRunning) && Date.now() < until; ) await wait(20);
  for (const server of running.filter(isRunning)) signalGroup(server.pid, 'SIGKILL');
  for (const until = Date.now() + graceMs; running.some(isRunning) && Date.now() < until; ) await wait(5);
  return running.length;
}
