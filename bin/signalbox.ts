#!/usr/bin/env node
// Nothing is imported before the version is known to do: older versions fail on what they cannot parse, without a word.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `signalbox needs Node 22.18 or newer, and this is Node ${process.versions.node}. Install a newer one (https://nodejs.org) and run it again.`,
  );
  process.exitCode = 64;
} else {
  // What was compiled once is kept, and starts faster from the second time on.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  // While modules are loaded the space for new objects would grow by 30 MB, which nobody gets back: the engine needs them.
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--semi-space-growth-factor=1');
  const { main } = await import('../lib/cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
  // All is said. SQL of a contract that hears of no end would keep the process, whose own exit waits for it.
  setTimeout(() => process.execve?.('/bin/sh', ['sh', '-c', `exit ${process.exitCode}`]), 1_000).unref();
}

export {};
