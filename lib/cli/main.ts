import { runCli } from './cli.ts';
import { packageVersion } from './version.ts';

/** The command line on the real terminal and the local place; the process' exit code. */
export async function main(args: string[]): Promise<number> {
  const { stdout, stderr } = process;
  // A reader that went away (`signalbox run | head`) must not stop a rollout half-way.
  for (const stream of [stdout, stderr]) stream.on('error', (error: NodeJS.ErrnoException) => ignoreClosed(error));
  return runCli(args, {
    stdout,
    stderr,
    isTTY: stdout.isTTY === true,
    columns: stdout.columns,
    env: process.env,
    version: packageVersion(),
    clock: { now: () => new Date() },
    every: (milliseconds, call) => {
      const timer = setInterval(call, milliseconds).unref();
      return { stop: () => clearInterval(timer) };
    },
    // Loaded when a command needs it: help and usage errors come at once.
    openPlace: async ({ store }) => {
      const { LocalPlace } = await import('../local/place.ts');
      return new LocalPlace(store);
    },
  });
}

function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
