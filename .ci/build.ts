// Builds what npm packs: compiled JavaScript with declarations, and the bundles of the command line and of the functions.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });

rmSync(join(root, 'dist'), { recursive: true, force: true });
run(join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json');
// What `signalbox init` writes is no code of ours, so no compiler carries it over.
const template = 'lib/local/init/template';
cpSync(join(root, template), join(root, 'dist', template), { recursive: true });
run(join('.ci', 'build-cli.ts'));
run(join('.ci', 'build-lambda.ts'), join('dist', 'lambda'));
