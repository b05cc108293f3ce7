import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { extract } from 'tar';
import { InputError, messageOf } from '../../core/errors.ts';
import { type Architecture, elfMachineOf, elfMachines } from './elf.ts';
import { cacheFolder } from './places.ts';

/** Must be the version of `@duckdb/node-api` in package.json: its JavaScript and this library are one build. */
export const duckdbVersion = '1.5.5-r.5';

/** The files that the engine loads; the library is found beside the binding by its `$ORIGIN` run path. */
export const bindingFiles = ['duckdb.node', 'libduckdb.so'] as const;

interface Binding {
  package: string;
  /** Subresource integrity of the tarball, as the registry publishes it and package-lock.json records it. */
  integrity: string;
}

export const bindings: Record<Architecture, Binding> = {
  x86_64: {
    package: '@duckdb/node-bindings-linux-x64',
    integrity: 'sha512-kCyq6BXhn6QXfwF8yVdVKriSSHP+rfVWcJ56cG8qZzlOZpxyvT5WGm6jMshxg4ditLlOsHsIN/D47RYrcjXuHQ==',
  },
  arm64: {
    package: '@duckdb/node-bindings-linux-arm64',
    integrity: 'sha512-CafH2AIvXtpwDynG3KB/4uEOHRGlFoB7auCRMIwH3BKNIobsANV5LSpDJ3tfyRCFIsK6e8AT1eseWVnu2Dv3cw==',
  },
};

/**
 * A folder with DuckDB's native files for the architecture, whatever machine asks: npm installs only the host's.
 * @throws InputError `no-native-binding` when it is neither installed nor to be had from the registry
 */
export function nativeBinding(architecture: Architecture): string {
  return installed(architecture) ?? fetchedBinding(architecture, cacheFolder());
}

/** From the registry, once: kept in the folder `cache`. */
export function fetchedBinding(architecture: Architecture, cache: string): string {
  const kept = join(cache, `duckdb-${duckdbVersion}-${architecture}`);
  return isBuiltFor(architecture, kept) ? kept : fetched(architecture, cache, kept);
}

function installed(architecture: Architecture): string | undefined {
  try {
    const manifest = createRequire(import.meta.filename).resolve(`${bindings[architecture].package}/package.json`);
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    const folder = dirname(manifest);
    return version === duckdbVersion && isBuiltFor(architecture, folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

function isBuiltFor(architecture: Architecture, folder: string): boolean {
  return bindingFiles.every((name) => {
    const path = join(folder, name);
    return existsSync(path) && elfMachineOf(path) === elfMachines[architecture];
  });
}

function fetched(architecture: Architecture, cache: string, kept: string): string {
  const { package: name, integrity } = bindings[architecture];
  const wanted = `${name}@${duckdbVersion}`;
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(cache, 'fetch-'));
  try {
    const tarball = join(scratch, packed(wanted, scratch));
    const got = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
    if (got !== integrity) throw new Error(`its integrity is ${got}, expected ${integrity}`);
    const unpacked = join(scratch, 'unpacked');
    mkdirSync(unpacked);
    extract({ file: tarball, cwd: unpacked, strip: 1, sync: true });
    if (!isBuiltFor(architecture, unpacked)) throw new Error(`it holds no library for ${architecture}`);
    return moved(unpacked, kept);
  } catch (error) {
    throw new InputError(
      'no-native-binding',
      `Functions for ${architecture} need ${wanted}, which is not installed and could not be fetched: ${messageOf(error)}. ` +
        `Install it (npm install --no-save --force ${wanted}), or synthesize with a registry in reach.`,
      { cause: error },
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function packed(wanted: string, folder: string): string {
  const windows = process.platform === 'win32';
  const args = ['pack', wanted, '--json', '--ignore-scripts', '--pack-destination', folder];
  const output = execFileSync(windows ? 'npm.cmd' : 'npm', args, {
    encoding: 'utf8',
    shell: windows,
    env: process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  });
  const answer = JSON.parse(output) as Array<{ filename: string }>;
  const filename = answer[0]?.filename;
  if (filename === undefined) throw new Error('npm pack named no file');
  return filename.replace('@', '').replace('/', '-');
}

/** Two synths may fetch at once: the first to arrive wins, and both have the same bytes. */
function moved(from: string, to: string): string {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
  return to;
}
