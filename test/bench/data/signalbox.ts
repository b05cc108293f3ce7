import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** The command line as its users have it: compiled. */
export const signalboxCommand = [process.execPath, join(root, 'dist/bin/signalbox.js')];

/** Of what is here now. */
export function buildSignalbox(): void {
  console.log('Signalbox is built');
  execFileSync(process.execPath, [join(root, '.ci/build.ts')], { cwd: root, stdio: 'inherit' });
}
