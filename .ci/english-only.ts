import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/** zod brings its messages in fifty languages, a fifth of each bundle; ours are English. */
export const englishOnly: Plugin = {
  name: 'english-only',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: dirname(path),
    }));
  },
};
