import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { InputError, messageOf } from '../../core/errors.ts';

const oldestMinor = 11;

export interface Python {
  /** Absolute path of the interpreter itself, behind any shim. */
  executable: string;
  /** E.g. `3.11.7`. */
  version: string;
}

/** The caller's `python3`. @throws InputError `python-missing`, `python-too-old` */
export async function findPython(command = 'python3'): Promise<Python> {
  const ask = 'import sys, platform; print(sys.executable); print(platform.python_version())';
  const { stdout } = await promisify(execFile)(command, ['-c', ask], { env: process.env }).catch((thrown) => {
    const sentence = `${command} cannot be run (${messageOf(thrown).split('\n')[0]}); install Python 3.${oldestMinor} or later.`;
    throw new InputError('python-missing', sentence, { cause: thrown });
  });
  const [executable = '', version = ''] = stdout.trim().split('\n');
  const [major, minor] = version.split('.').map(Number);
  if (major === 3 && minor !== undefined && minor >= oldestMinor) return { executable, version };
  throw new InputError('python-too-old', `${command} is Python ${version}; 3.${oldestMinor} or later is needed.`);
}
