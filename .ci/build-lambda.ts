// Bundles every step's handler: node .ci/build-lambda.ts <folder>
// The folder appears whole or not at all, so that two builds at once cannot spoil each other.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { functionNames } from '../lib/core/step-io.ts';
import type { Bundle } from '../lib/infra/code/bundles.ts';
import { englishOnly } from './english-only.ts';
import { lambdaCredentials } from './lambda-credentials.ts';
import { licensesOf } from './licenses.ts';
import { plainHttp } from './plain-http.ts';
import { plainSchemas } from './plain-schemas.ts';
import { pureValues } from './pure-values.ts';

const NATIVE = '@duckdb/node-bindings-linux-';
const root = join(import.meta.dirname, '..');
const steps = functionNames.filter((step) => existsSync(join(root, 'lambda', `${step}.ts`)));

/**
 * One step, in a folder of its own. What is imported when it is first needed is a file of its own, which a start of the function does
 * not read; and only so does esbuild leave out what nobody uses of it.
 */
async function bundle(step: string, folder: string): Promise<Metafile> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [{ in: `lambda/${step}.ts`, out: 'index' }],
    outdir: join(folder, step),
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    // THIRD-PARTY-LICENSES.txt has them once for all bundles.
    legalComments: 'none',
    // bowser reads user agents of browsers, which the SDK brings for those.
    external: ['@duckdb/node-bindings-*', 'bowser'],
    plugins: [englishOnly, lambdaCredentials, plainHttp, plainSchemas, pureValues],
    // Packages written as CommonJS ask for `require`, which ES modules do not have.
    banner: { js: "const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);" },
    metafile: true,
    logLevel: 'warning',
  });
  return result.metafile;
}

function describe(folder: string, { outputs }: Metafile): Bundle {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();
  const sha256 = createHash('sha256');
  let bytes = 0;
  for (const name of names) {
    const content = readFileSync(join(folder, name));
    sha256.update(`${name}\0${content.length}\0`).update(content);
    bytes += content.length;
  }
  const native = Object.values(outputs).some(({ imports }) => imports.some(({ path }) => path.startsWith(NATIVE)));
  return { bytes, sha256: sha256.digest('hex'), native };
}

const target = resolve(process.argv[2] ?? join(root, 'dist', 'lambda'));
mkdirSync(dirname(target), { recursive: true });
const scratch = mkdtempSync(`${target}-`);
const metafiles: Metafile[] = [];
const described: Record<string, Bundle> = {};
// One after another: esbuild uses all processors for one, and a gigabyte.
for (const step of steps) {
  const metafile = await bundle(step, scratch);
  metafiles.push(metafile);
  described[step] = describe(join(scratch, step), metafile);
}
writeFileSync(join(scratch, 'THIRD-PARTY-LICENSES.txt'), licensesOf(metafiles, root));
writeFileSync(join(scratch, 'bundles.json'), `${JSON.stringify(described, null, 2)}\n`);
try {
  renameSync(scratch, target);
} catch (error) {
  rmSync(scratch, { recursive: true, force: true });
  if (!existsSync(join(target, 'bundles.json'))) throw error;
}
