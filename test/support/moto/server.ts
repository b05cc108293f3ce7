import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pythonEnvironment } from '../python-environment.ts';

export interface MotoServer {
  /** E.g. `http://127.0.0.1:41234`. */
  endpoint: string;
  stop(): void;
}

/** Long enough for the first time, when pip installs. */
export const motoStartLimitMs = 240_000;

/** Starts a moto server of our own; it ends with us, even when we are killed. */
export async function startMoto(): Promise<MotoServer> {
  const python = await pythonEnvironment('moto');
  const server = spawn(python, ['-I', join(import.meta.dirname, 'server.py')], { stdio: ['pipe', 'pipe', 'pipe'] });
  let log = '';
  server.stderr.on('data', (chunk) => {
    log = (log + String(chunk)).slice(-4000);
  });
  for await (const line of createInterface(server.stdout)) {
    server.stdout.resume();
    return { endpoint: `http://127.0.0.1:${Number(line)}`, stop: () => server.stdin.end() };
  }
  throw new Error(`moto did not start: ${log}`);
}
