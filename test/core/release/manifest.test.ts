import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isIntact,
  manifestJsonSchema,
  manifestSchema,
  sealManifest,
  seedsAmong,
} from '../../../lib/core/release/manifest.ts';
import { signalboxVersion } from '../../../lib/core/version.ts';
import { manifestBody } from './manifest-body.ts';

test('what was sealed is intact, also after it was stored and read, with its keys in any order', () => {
  const sealed = sealManifest(manifestBody());
  const stored = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(sealed).reverse())));
  expect(isIntact(manifestSchema.parse(stored))).toBe(true);
});

test.each([
  ['its version', { version: '1.0.1' }],
  ['a metric', { metrics: { accuracy: 0.99 } }],
  ['the model', { model: { digest: 'another' } }],
  ['a verdict', { verdicts: [] }],
  ['its parent', { parentHash: 'another' }],
  ['a field that only a later version knows', { later: 1 }],
])('a change of %s shows', (_, change) => {
  expect(isIntact({ ...sealManifest(manifestBody()), ...change })).toBe(false);
});

test('a manifest of 0.1.0, which has none of the later fields, is still read', () => {
  const sealed = sealManifest(manifestBody());
  expect(manifestSchema.parse(sealed)).toEqual(sealed);
  const { required } = manifestJsonSchema() as { required: string[] };
  expect(required.sort()).toEqual(Object.keys(sealed).sort());
});

test('hyperparameters that name a seed are told as seeds', () => {
  const given = { seed: 1, random_state: 2, 'data-seed': 3, numpy_seed: 4, seedling_height: 5, C: 6, randomState: 7 };
  expect(Object.keys(seedsAmong(given))).toEqual(['seed', 'random_state', 'data-seed', 'numpy_seed', 'randomState']);
});

test('the version of Signalbox that manifests tell is that of the package', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8');
  expect(signalboxVersion).toBe((JSON.parse(text) as { version: string }).version);
});
