import type { Plugin } from 'esbuild';

/**
 * `import('node:http')`, as the SDK does before its first call, asks that module for all that it exports, among it a WebSocket: so Node
 * loads the whole client behind `fetch`, which takes longer than the call. Asked for as below it gives only what is used of it.
 */
export const plainHttp: Plugin = {
  name: 'plain-http',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:http$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: 'http', namespace: 'plain-http' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'plain-http' }, () => ({
      contents: "module.exports = process.getBuiltinModule('node:http');",
    }));
  },
};
