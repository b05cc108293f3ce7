import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../../lib/core/sha256.ts';
import { cacheFolder } from '../../../lib/infra/code/places.ts';

const files = ['package.json', 'package-lock.json'];

/**
 * AWS's own client of the Lambda runtime for Node.js (`aws-lambda-ric`), installed once a version: it builds a native module, which takes
 * a minute and a C++ compiler, so it is no dependency of the project.
 * @returns the module that Lambda starts
 */
export function runtimeClient(): string {
  const lock = readFileSync(join(import.meta.dirname, 'package-lock.json'), 'utf8');
  const folder = join(cacheFolder(), `runtime-client-${sha256(lock).slice(0, 16)}`);
  if (!existsSync(folder)) install(folder);
  return join(folder, 'node_modules/aws-lambda-ric/index.mjs');
}

function install(folder: string): void {
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  for (const file of files) copyFileSync(join(import.meta.dirname, file), join(unfinished, file));
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'], {
    cwd: unfinished,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  renameSync(unfinished, folder);
}
