// Bundles every step's handler, all in one pass of esbuild: node .ci/build-lambda.ts <folder>
// The folder appears whole or not at all, so that two builds at once cannot spoil each other.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { functionNames } from '../lib/core/step-io.ts';
import type { Bundle } from '../lib/infra/code/bundles.ts';
import { licensesOf } from './licenses.ts';

const NATIVE = '@duckdb/node-bindings-linux-';
const root = join(import.meta.dirname, '..');
const steps = functionNames.filter((step) => existsSync(join(root, 'lambda', `${step}.ts`)));

/** zod brings its messages in fifty languages, a fifth of each bundle; ours are English. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: dirname(path),
    }));
  },
};

async function bundle(folder: string): Promise<Metafile> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: steps.map((step) => ({ in: `lambda/${step}.ts`, out: `${step}/index` })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    // State machines tell errors apart by their class's name.
    keepNames: true,
    // THIRD-PARTY-LICENSES.txt has them once for all bundles.
    legalComments: 'none',
    external: ['@duckdb/node-bindings-*'],
    plugins: [englishOnly],
    // Packages written as CommonJS ask for `require`, which ES modules do not have.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    metafile: true,
    logLevel: 'warning',
  });
  return result.metafile;
}

function describe(folder: string, metafile: Metafile): Record<string, Bundle> {
  const outputs = Object.values(metafile.outputs).filter((output) => output.entryPoint !== undefined);
  return Object.fromEntries(
    steps.map((step) => {
      const content = readFileSync(join(folder, step, 'index.mjs'));
      const output = outputs.find(({ entryPoint }) => entryPoint === `lambda/${step}.ts`);
      const native = output?.imports.some(({ path }) => path.startsWith(NATIVE)) ?? false;
      return [step, { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex'), native }];
    }),
  );
}

const target = resolve(process.argv[2] ?? join(root, 'dist', 'lambda'));
mkdirSync(dirname(target), { recursive: true });
const scratch = mkdtempSync(`${target}-`);
const metafile = await bundle(scratch);
writeFileSync(join(scratch, 'THIRD-PARTY-LICENSES.txt'), licensesOf(metafile, root));
writeFileSync(join(scratch, 'bundles.json'), `${JSON.stringify(describe(scratch, metafile), null, 2)}\n`);
try {
  renameSync(scratch, target);
} catch (error) {
  rmSync(scratch, { recursive: true, force: true });
  if (!existsSync(join(target, 'bundles.json'))) throw error;
}
