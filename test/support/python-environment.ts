import { execFile } from 'node:child_process';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../lib/core/errors.ts';
import { sha256 } from '../../lib/core/sha256.ts';

const run = promisify(execFile);
const cache = join(import.meta.dirname, '../../node_modules/.cache/signalbox');

/**
 * The Python of a virtual environment with the hashed `requirements.txt` of `test/support/<tool>/` in it. It is made the
 * first time (some 15 s) and appears under its final name only when whole, so that test runs may do this at once or be
 * killed over it. Run tools as modules: the paths in their scripts are those of the draft.
 */
export async function pythonEnvironment(tool: string): Promise<string> {
  const requirements = join(import.meta.dirname, tool, 'requirements.txt');
  const folder = join(cache, `${tool}-${sha256(await readFile(requirements)).slice(0, 16)}`);
  const python = join(folder, 'bin', 'python');
  if (await exists(python)) return python;
  const draft = `${folder}.${process.pid}`;
  try {
    await mkdir(cache, { recursive: true });
    await install(draft, requirements);
    await rename(draft, folder).catch(async (error) => {
      if (!(await exists(python))) throw error;
    });
    return python;
  } catch (error) {
    throw new Error(
      `These tests need ${tool}, and its environment could not be made: ${messageOf(error)}\n` +
        'They need a python3 (3.11 or newer) with its venv module (on Debian: apt install python3-venv) and a package index that pip can reach.',
      { cause: error },
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function install(folder: string, requirements: string): Promise<void> {
  await run('python3', ['-m', 'venv', '--clear', folder]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:'];
  await run(join(folder, 'bin', 'python'), [...pip, '--require-hashes', '--requirement', requirements]);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
