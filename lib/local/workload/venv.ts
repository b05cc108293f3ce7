import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { writeFileAtomic } from './atomic-file.ts';
import { workloadEnvironment } from './environment.ts';
import { holdFile } from './hold-file.ts';
import { findPython, type Python } from './python.ts';
import { readRequirements } from './requirements.ts';
import { runCommand } from './run-command.ts';

/** A Python virtual environment. */
export interface Venv {
  /** Absolute path of its interpreter. */
  python: string;
  /** First on the path of every command that runs in it. */
  binDir: string;
  /** False when it was there already. */
  created: boolean;
}

const installLimitSeconds = 1_800;

/** SIGNALBOX_CACHE, or `~/.cache/signalbox`. */
export function defaultCacheDir(): string {
  return process.env.SIGNALBOX_CACHE || join(homedir(), '.cache', 'signalbox');
}

/**
 * The environment with exactly these requirements, built once by content and Python version. A build happens in a folder of
 * its own and counts only once `complete` names it, so one that was interrupted is never used; of two processes at once
 * one builds and the other waits.
 * @param requirementFiles absolute paths, hash-pinned
 * @throws InputError `python-missing`, `python-too-old`, `requirements-missing`, `python-environment`
 */
export async function ensureVenv(
  requirementFiles: string[],
  cacheDir = defaultCacheDir(),
  onProgress: (line: string) => void = () => {},
): Promise<Venv> {
  const python = await findPython();
  const contents = await readRequirements(requirementFiles);
  const key = sha256(JSON.stringify([python, contents])).slice(0, 32);
  const folder = join(cacheDir, 'venvs', key);
  const ready = await completed(folder);
  if (ready) return { ...ready, created: false };
  await mkdir(folder, { recursive: true });
  const release = await holdFile(join(folder, 'lock'), () => onProgress('waiting for another process to build it'));
  try {
    const builtMeanwhile = await completed(folder);
    if (builtMeanwhile) return { ...builtMeanwhile, created: false };
    await removeUnfinished(folder);
    return { ...(await build(folder, python, requirementFiles, onProgress)), created: true };
  } finally {
    release();
  }
}

/** Version of an environment's interpreter, as venv wrote it down; undefined for what is no virtual environment. */
export async function pythonVersion({ binDir }: Pick<Venv, 'binDir'>): Promise<string | undefined> {
  const settings = await readFile(join(dirname(binDir), 'pyvenv.cfg'), 'utf8').catch(() => '');
  return /^version *= *(\S+)/m.exec(settings)?.[1];
}

type Paths = Omit<Venv, 'created'>;

function pathsIn(folder: string, name: string): Paths {
  const binDir = join(folder, name, 'bin');
  return { binDir, python: join(binDir, 'python') };
}

/** Environments cannot be moved, so the marker names the folder in which one was built. */
async function completed(folder: string): Promise<Paths | undefined> {
  const name = await readFile(join(folder, 'complete'), 'utf8').catch(() => undefined);
  if (name === undefined) return undefined;
  const paths = pathsIn(folder, name);
  // The interpreter is a link: it dangles after the system's Python was removed.
  return existsSync(paths.python) ? paths : undefined;
}

/** What interrupted builds left; under the lock nobody else builds here. */
async function removeUnfinished(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  const left = entries.filter((entry) => entry.isDirectory());
  await Promise.all(left.map(({ name }) => rm(join(folder, name), { recursive: true, force: true })));
}

async function build(
  folder: string,
  python: Python,
  requirementFiles: string[],
  onLine: (line: string) => void,
): Promise<Paths> {
  const name = randomUUID();
  const paths = pathsIn(folder, name);
  const install = ['-m', 'pip', 'install', '--require-hashes', '--no-input', '--disable-pip-version-check'];
  const steps = [
    [python.executable, '-m', 'venv', join(folder, name)],
    [paths.python, ...install, ...requirementFiles.flatMap((file) => ['-r', file])],
  ];
  try {
    for (const step of steps) await succeed(step, folder, onLine);
  } catch (thrown) {
    await rm(join(folder, name), { recursive: true, force: true });
    throw thrown;
  }
  writeFileAtomic(join(folder, 'complete'), name);
  return paths;
}

async function succeed(words: string[], cwd: string, onLine: (line: string) => void): Promise<void> {
  const command = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const env = workloadEnvironment(undefined, pipSettings());
  const result = await runCommand(command, { cwd, env, timeLimitSeconds: installLimitSeconds, onLine });
  if (result.exitCode === 0) return;
  const how = result.timedOut ? `took longer than ${installLimitSeconds} s` : `exited with code ${result.exitCode}`;
  throw new InputError('python-environment', `\`${words.slice(1).join(' ')}\` ${how}:\n${result.tail}`);
}

/** How this machine reaches its package index; given to pip alone. */
function pipSettings(): Record<string, string> {
  const wanted = /^(PIP_.*|https?_proxy|no_proxy|SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE)$/i;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (wanted.test(name) && value ? [[name, value]] : [])),
  );
}
