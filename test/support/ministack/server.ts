import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pythonEnvironment } from '../python-environment.ts';

export interface Emulator {
  /** E.g. `https://127.0.0.1:41234`. */
  endpoint: string;
  /** Path of the certificate that it made for itself, of which nobody knows but who started it. */
  certificate: string;
  pid: number | undefined;
  /** Ends it, its functions and its files. */
  stop(): Promise<void>;
}

export const region = 'us-east-1';
/** They open nothing. */
export const keys = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The same for a program. */
export const credentials = {
  ...{ AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey },
  ...{ AWS_REGION: region, AWS_DEFAULT_REGION: region },
};

/** Every listener on loopback: MiniStack's own default is any address, and it opens MQTT and SFTP beside. */
const onlyLoopback = {
  BIND_HOST: '127.0.0.1',
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
  LAMBDA_EXECUTOR: 'local',
};

/** Policies of roles and resources are kept to, those that want TLS among them. */
const asOnAws = { AUTH: 'true', USE_SSL: '1' };

/** Starts an emulator of our own, with `settings` in its environment and in that of its functions; it ends with us, even when we are killed. */
export async function startEmulator(settings: Record<string, string>, logFile: string): Promise<Emulator> {
  const python = await pythonEnvironment('ministack');
  // Its functions run on this very Node; the version that AWS runs is ours to choose, and this is the same major one.
  const PATH = `${dirname(process.execPath)}:${process.env.PATH ?? ''}`;
  const env = { HOME: process.env.HOME, PATH, ...credentials, ...onlyLoopback, ...asOnAws, ...settings };
  const server = spawn(python, ['-I', join(import.meta.dirname, 'server.py')], { env, stdio: 'pipe' });
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  server.stderr.pipe(createWriteStream(logFile));
  for await (const line of createInterface(server.stdout)) {
    server.stdout.resume();
    const stop = async () => {
      server.stdin.end();
      await ended;
    };
    const [port, certificate = ''] = line.split(' ');
    return { endpoint: `https://127.0.0.1:${Number(port)}`, certificate, pid: server.pid, stop };
  }
  throw new Error(`MiniStack did not start; its log is ${logFile}`);
}
