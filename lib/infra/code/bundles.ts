import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, isCheckout, root } from './places.ts';

/** What `bundles.json` says about each step's bundle, all its files together. */
export interface Bundle {
  bytes: number;
  sha256: string;
  /** Whether it loads DuckDB's native library. */
  native: boolean;
}

export interface Bundles {
  /** Holds `<step>/index.mjs` for every step, and `<step>/chunks` with what that imports when it first needs it. */
  folder: string;
  steps: Record<string, Bundle>;
}

const sources = ['lambda/**/*.ts', 'lib/{core,engine,steps,aws}/**/*.ts', 'lib/ports.ts', '.ci/*.ts'];
let found: Bundles | undefined;

/** The bundles of all steps: those that the package ships or, in a checkout, built from the sources as they are now. */
export function bundles(): Bundles {
  found ??= opened(isCheckout ? built() : join(root, 'lambda'));
  return found;
}

function opened(folder: string): Bundles {
  return { folder, steps: JSON.parse(readFileSync(join(folder, 'bundles.json'), 'utf8')) as Bundles['steps'] };
}

/** esbuild runs in a process of its own, so that a user's synth never loads it; unchanged sources are not built again. */
function built(): string {
  const folder = join(cacheFolder(), `lambda-${sourcesHash().slice(0, 16)}`);
  if (existsSync(join(folder, 'bundles.json'))) return folder;
  mkdirSync(cacheFolder(), { recursive: true });
  execFileSync(process.execPath, [join(root, '.ci', 'build-lambda.ts'), folder], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  forgetOld();
  return folder;
}

/** Each change of the sources leaves 18 MB behind; what nobody built for a day nobody synthesizes from. */
function forgetOld(): void {
  const yesterday = Date.now() - 86_400_000;
  for (const name of readdirSync(cacheFolder())) {
    const path = join(cacheFolder(), name);
    if (name.startsWith('lambda-') && statSync(path).mtimeMs < yesterday)
      rmSync(path, { recursive: true, force: true });
  }
}

function sourcesHash(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const files = sources.flatMap((pattern) => globSync(pattern, { cwd: root })).sort();
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
