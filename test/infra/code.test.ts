import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssetCode } from 'aws-cdk-lib/aws-lambda';
import { type FunctionName, functionNames } from '../../lib/core/step-io.ts';
import { elfMachineOf, elfMachines } from '../../lib/infra/code/elf.ts';
import { bindings, duckdbVersion, fetchedBinding } from '../../lib/infra/code/native-binding.ts';
import { lambdaAsset, lambdaCode } from '../../lib/infra/code.ts';

const root = join(import.meta.dirname, '../..');
/** MB that a function may have, of which it reads less when it starts: the engine needs its library. */
const most: Partial<Record<FunctionName, number>> = { profile: 250, 'judge-data': 250 };
const megabyte = 1024 * 1024;

function bytesOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

test('every function is within Lambda’s 250 MB and, without the engine, small', () => {
  const sizes = functionNames.map((step) => ({ step, bytes: bytesOf(lambdaAsset(step, 'x86_64').folder) }));
  console.log(sizes.map(({ step, bytes }) => `${(bytes / megabyte).toFixed(2).padStart(7)} MB  ${step}`).join('\n'));
  for (const { step, bytes } of sizes) {
    expect({ step, small: bytes <= (most[step] ?? 1.5) * megabyte }).toEqual({
      step,
      small: true,
    });
  }
});

test('the engine’s library in the asset is built for the function’s processor', () => {
  const { folder } = lambdaAsset('profile', 'x86_64');
  for (const file of ['duckdb.node', 'libduckdb.so']) {
    const path = join(folder, 'node_modules/@duckdb/node-bindings-linux-x64', file);
    expect(elfMachineOf(path)).toBe(elfMachines.x86_64);
  }
  expect(elfMachineOf(join(folder, 'index.mjs'))).toBeUndefined();
});

test('asking twice gives the same asset, and functions without the engine are the same for both processors', () => {
  expect(lambdaAsset('profile', 'x86_64')).toEqual(lambdaAsset('profile', 'x86_64'));
  expect(lambdaAsset('admit', 'x86_64')).toEqual(lambdaAsset('admit', 'arm64'));
  expect(lambdaCode('admit', 'arm64')).toBeInstanceOf(AssetCode);
});

describe('the assets in a Node of their own, as Lambda starts them', () => {
  const host = process.arch === 'arm64' ? 'arm64' : 'x86_64';
  const entry = (step: FunctionName) => join(lambdaAsset(step, host).folder, 'index.mjs');
  const node = (script: string, ...args: string[]) => {
    const env = {
      SIGNALBOX_PIPELINE: 'iris',
      SIGNALBOX_STORE: 'store',
      SIGNALBOX_DATA: 'data',
      SIGNALBOX_INTAKE_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/1/intake',
      AWS_REGION: 'eu-west-1',
    };
    const flags = ['--input-type=module', '--eval', script, ...args];
    return JSON.parse(
      execFileSync(process.execPath, flags, { encoding: 'utf8', env, stdio: 'pipe' }).trim().split('\n').at(-1) ?? '',
    );
  };

  (process.platform === 'linux' ? test : test.skip)(
    'every one loads, the engine with its library too, and exports a handler',
    () => {
      const script = `globalThis.awslambda = { streamifyResponse: (handler) => handler };
      const kinds = {};
      for (const entry of process.argv.slice(1)) kinds[entry] = typeof (await import(entry)).handler;
      console.log(JSON.stringify(kinds));`;
      const entries = functionNames.map(entry);
      expect(node(script, ...entries)).toEqual(Object.fromEntries(entries.map((path) => [path, 'function'])));
    },
  );

  test('an error comes out with the name that state machines go by, minified or not', () => {
    const script = `const { handler } = await import(process.argv[1]);
      const { name, message } = await handler({ source: 'aws.ec2' }).catch((error) => error);
      console.log(JSON.stringify({ name, message }));`;
    expect(node(script, entry('intake'))).toEqual({
      name: 'InputError',
      message: expect.stringMatching(/^unknown-event: no trigger knows/),
    });
  });
});

test('the pinned library is the one that the lock file has', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string; integrity: string }>;
  };
  for (const { package: name, integrity } of Object.values(bindings)) {
    expect(lock.packages[`node_modules/${name}`]).toMatchObject({ version: duckdbVersion, integrity });
  }
  expect(lock.packages['node_modules/@duckdb/node-api']?.version).toBe(duckdbVersion);
});

describe('fetching a library', () => {
  let cache: string;
  const path = process.env.PATH;
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'binding-'));
    mkdirSync(join(cache, 'bin'));
    process.env.PATH = `${join(cache, 'bin')}:${path}`;
  });
  afterEach(() => {
    process.env.PATH = path;
    rmSync(cache, { recursive: true, force: true });
  });
  const npm = (script: string) => {
    writeFileSync(join(cache, 'bin/npm'), `#!/bin/bash\n${script}\n`);
    chmodSync(join(cache, 'bin/npm'), 0o755);
  };

  test('what does not have the pinned hash is refused and not kept', () => {
    npm(`echo forged > "\${@: -1}/binding.tgz"; echo '[{"filename":"binding.tgz"}]'`);
    expect(() => fetchedBinding('arm64', cache)).toThrow(/its integrity is sha512-/);
    expect(readdirSync(cache)).toEqual(['bin']);
  });

  test('without a registry the error says which package is missing and what to do', () => {
    npm('echo "npm error network" >&2; exit 1');
    expect(() => fetchedBinding('arm64', cache)).toThrow(/@duckdb\/node-bindings-linux-arm64@.*npm install --no-save/s);
  });
});
