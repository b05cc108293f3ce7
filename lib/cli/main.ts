import { setImmediate, setTimeout } from 'node:timers/promises';
import { runCli } from './cli.ts';
import type { OnInterrupt } from './commands/command.ts';
import { exitCodes } from './exit-codes.ts';
import { here } from './here.ts';
import { packageVersion } from './version.ts';

/** The command line on the real terminal and the local place; the process' exit code. */
export async function main(args: string[]): Promise<number> {
  const { stdout, stderr } = process;
  // A reader that went away (`signalbox run | head`), a terminal that was closed or a full disk must not stop a rollout half-way.
  const unsaid: NodeJS.ErrnoException[] = [];
  for (const stream of [stdout, stderr]) stream.on('error', (error) => unsaid.push(error));
  const code = await runCli(args, {
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
    onInterrupt,
    here,
    sleep: (milliseconds) => setTimeout(milliseconds),
    // Loaded when a command needs it: help and usage errors come at once.
    openPlace: async ({ store, pipeline }) => {
      if (pipeline !== undefined) return (await import('./deployed/open.ts')).openDeployed(pipeline);
      return (await import('./lazy-place.ts')).lazyLocalPlace(store);
    },
  });
  // Of the last words, the error comes a moment later.
  await setImmediate();
  return unsaid.length > 0 ? told(code, unsaid) : code;
}

/** A reader that went away wants no more; whoever else was told less than all must not take it for all. */
function told(code: number, unsaid: NodeJS.ErrnoException[]): number {
  const lost = unsaid.find((error) => error.code !== 'EPIPE');
  if (!lost) return code;
  process.stderr.write(`signalbox: it is done, but not all of it could be written: ${lost.message}\n`);
  return code === exitCodes.pass.code ? exitCodes.ours.code : code;
}

/** On the way out, what was started is ended: see process-group.ts. */
const onInterrupt: OnInterrupt = (call) => {
  let heard = false;
  const hear = (signal: NodeJS.Signals) => {
    // A terminal that is closed tells twice: its shell does, and the kernel when the shell has ended.
    if (heard && signal === 'SIGHUP') return;
    if (heard || !call()) process.exit(exitCodes.interrupted.code);
    heard = true;
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, hear);
  return { stop: () => signals.forEach((signal) => void process.off(signal, hear)) };
};
