import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const constant = /^const (_\w+) = ("[^"\\]*");$/gm;
const computedKey = /\[(_\w+)\]:/g;

/**
 * The SDK writes the keys of its schemas as `[_hH]`, a constant of the same file, and for all that esbuild knows that could do
 * something: so every schema of a service is kept. With the strings in their place only those of the commands that we use are.
 */
export const plainSchemas: Plugin = {
  name: 'plain-schemas',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, async ({ path }) => ({
      contents: withPlainKeys(await readFile(path, 'utf8')),
    }));
  },
};

/** The source with each constant in the place of a key replaced by its string. */
export function withPlainKeys(source: string): string {
  const strings = new Map([...source.matchAll(constant)].map(([, name = '', text = '']) => [name, text]));
  return source.replace(computedKey, (key, name: string) => {
    const text = strings.get(name);
    return text === undefined ? key : `${text}:`;
  });
}
