// Bundles the command line into dist/bin, beside what the compiler has made of the library: node .ci/build-cli.ts
// Node takes longer to find and open eight hundred files than to judge a small data set; most of those of a command are one file here.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { englishOnly } from './english-only.ts';
import { licensesOf } from './licenses.ts';

const root = join(import.meta.dirname, '..');
const target = join(root, 'dist', 'bin');
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** Of packages, those that most commands load. */
const bundled = ['@duckdb/node-api', 'commander', 'yaml', 'zod'];
const external = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => !bundled.includes(name));

/** What a file looks for beside itself, such as the program of a worker, lies in dist/lib. */
const places: Plugin = {
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const below = relative(root, path);
      if (!below.startsWith(`lib${sep}`) || !source.includes('import.meta')) return undefined;
      const at = (file: string) => `\`\${import.meta.dirname}/../${file.split(sep).join('/')}\``;
      const contents = source
        .replaceAll('import.meta.filename', at(below.replace(/\.ts$/, '.js')))
        .replaceAll(/(?<!\{)import\.meta\.dirname/g, at(dirname(below)));
      return { contents, loader: 'ts' };
    });
  },
};

/** The engine's native half belongs to the engine's package, and some package managers let nobody else find it. */
const native: Plugin = {
  name: 'native',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@duckdb\/node-bindings$/ }, ({ path }) => ({ path, namespace: 'native' }));
    onLoad({ filter: /.*/, namespace: 'native' }, ({ path }) => ({
      contents: `module.exports = __cr(require.resolve('@duckdb/node-api'))('${path}');`,
    }));
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['bin/signalbox.ts'],
  outdir: target,
  // All beside the entry, since files are found from there.
  chunkNames: '[name]-[hash]',
  splitting: true,
  bundle: true,
  platform: 'node',
  target: 'node22.18',
  format: 'esm',
  // THIRD-PARTY-LICENSES.txt has them.
  legalComments: 'none',
  // Packages written as CommonJS ask for `require`, which ES modules do not have.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  external,
  plugins: [englishOnly, places, native],
  metafile: true,
  logLevel: 'warning',
});
writeFileSync(join(target, 'THIRD-PARTY-LICENSES.txt'), licensesOf([metafile], root));
