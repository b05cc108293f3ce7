import { isIntact, manifestSchema, sealManifest } from '../../../lib/core/release/manifest.ts';
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
])('a change of %s shows', (_, change) => {
  expect(isIntact({ ...sealManifest(manifestBody()), ...change })).toBe(false);
});
