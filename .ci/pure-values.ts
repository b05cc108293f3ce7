import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type Plugin, transform } from 'esbuild';

const ours = ['lambda', 'lib'].map((folder) => join(import.meta.dirname, '..', folder) + sep);

/** A constant at the outermost level, as esbuild prints it: the line after its end neither begins with a space nor closes a bracket. */
const constant = /^((?:export )?const \w+ = )([\s\S]*?);\n(?=[^\s)\]}]|$)/gm;
/** What esbuild knows by itself to do nothing, and what may not stand in a function. */
const left = /^(?:\(|(?:async|await|class|function)\b|\w+ =>|[^(]*$)/;

/**
 * Our modules only make values when they are loaded, so a value that nobody uses need not be made; esbuild has to be told, or each
 * function makes every schema of every file of which it uses one line, and waits for that at each start.
 */
export const pureValues: Plugin = {
  name: 'pure-values',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (!ours.some((folder) => path.startsWith(folder))) return undefined;
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts', target: 'esnext' });
      return { contents: withPureValues(code), loader: 'js' };
    });
  },
};

/** What esbuild printed, each constant that is worked out marked as one that may be left out. */
export function withPureValues(printed: string): string {
  return printed.replace(constant, (whole, begin: string, value: string) =>
    left.test(value) ? whole : `${begin}/* @__PURE__ */ (() => (${value}))();\n`,
  );
}
