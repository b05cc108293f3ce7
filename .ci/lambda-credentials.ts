import type { Plugin } from 'esbuild';

/** What each package is asked for. */
const providers = new Map([
  ['sso', 'fromSSO'],
  ['ini', 'fromIni'],
  ['process', 'fromProcess'],
  ['web-identity', 'fromTokenFile'],
]);

/**
 * Lambda hands a function its credentials in the environment, or at a URL that is named there. The SDK also knows what laptops and
 * clusters have: a fifth of each bundle, for which all the rest is cut into more files. In a bundle those answer what they
 * answer anywhere else where nothing is configured for them, and the next in the chain is asked.
 */
export const lambdaCredentials: Plugin = {
  name: 'lambda-credentials',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@aws-sdk\/credential-provider-/ }, ({ path }) => {
      const [, of = ''] = path.split('credential-provider-');
      return providers.has(of) ? { path: of, namespace: 'lambda-credentials' } : undefined;
    });
    onLoad({ filter: /.*/, namespace: 'lambda-credentials' }, ({ path }) => ({ contents: noneOf(path) }));
  },
};

function noneOf(provider: string): string {
  const sentence = `A Lambda function has no credentials from credential-provider-${provider}.`;
  return `export const ${providers.get(provider)} = () => async () => {
  throw Object.assign(new Error(${JSON.stringify(sentence)}), { name: 'CredentialsProviderError', tryNextLink: true });
};`;
}
