import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { lambdaCredentials } from '../../.ci/lambda-credentials.ts';

const before = { ...process.env };
let provider: () => Promise<unknown>;

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: "export { defaultProvider } from '@aws-sdk/credential-provider-node';",
      resolveDir: join(import.meta.dirname, '../..'),
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    plugins: [lambdaCredentials],
  });
  const bundled = { exports: {} as { defaultProvider: () => typeof provider } };
  new Function('module', 'require', outputFiles[0]?.text ?? '')(bundled, createRequire(import.meta.filename));
  provider = () => bundled.exports.defaultProvider()();
});

afterEach(() => {
  process.env = { ...before };
});

test('a bundle takes the credentials that Lambda puts into the environment', async () => {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
  });
  expect(await provider()).toMatchObject({ accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' });
});

test('where there are none it asks all others, and ends with the sentence of the last', async () => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
  await expect(provider()).rejects.toThrow('Could not load credentials from any providers');
});
