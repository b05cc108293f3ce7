import fc from 'fast-check';
import type { LiveVariant } from '../../../../lib/aws/targets/sagemaker/live-variant.ts';
import { readVariantName } from '../../../../lib/aws/targets/sagemaker/names.ts';
import { canonical, routeOfVariants, weightsOf } from '../../../../lib/aws/targets/sagemaker/route.ts';
import { noRoute, type Route } from '../../../../lib/core/rollout/traffic.ts';

const variants = (weights: Record<string, number>): LiveVariant[] =>
  Object.entries(weights).flatMap(([name, weight]) => {
    const read = readVariantName(name);
    return read ? [{ name, ...read, weight, count: 1 }] : [];
  });
const fleet = variants({ 'stable-a': 100, 'base-a': 0, 'cand-b': 0 });
const share = (candidatePercent: number, manner?: Route['manner']): Route => ({
  stable: 'a',
  candidate: 'b',
  candidatePercent,
  ...(manner ? { manner } : {}),
});
const open = { behindDoor: false };
const thousandths = (max: number) => fc.integer({ min: 1, max: max * 1000 - 1 }).map((n) => n / 1000);

test('every share comes back from its weights, though a weight has 24 bits', () => {
  fc.assert(
    fc.property(thousandths(100), fc.constantFrom(undefined, 'compared' as const), (percent, manner) => {
      fc.pre(manner === undefined || percent <= 50);
      const weights = weightsOf(share(percent, manner), fleet) ?? new Map();
      const single = fleet.map((one) => ({ ...one, weight: Math.fround(weights.get(one.name) ?? 0) }));
      expect(routeOfVariants(single, [])).toEqual(share(percent, manner));
    }),
  );
});

test('half of the traffic may be compared with the other half', () => {
  expect(weightsOf(share(50, 'compared'), fleet)).toEqual(
    new Map([
      ['stable-a', 0],
      ['base-a', 50],
      ['cand-b', 50],
    ]),
  );
  expect(routeOfVariants(variants({ 'stable-a': 0, 'base-a': 50, 'cand-b': 50 }), [])).toEqual(share(50, 'compared'));
});

test.each<[string, Record<string, number>, Record<string, number>, Route]>([
  ['one variant is stable', { 'stable-a': 1 }, {}, { ...noRoute, stable: 'a' }],
  [
    'so is a candidate with all the weight',
    { 'stable-a': 0, 'base-a': 0, 'cand-b': 3 },
    {},
    { ...noRoute, stable: 'b' },
  ],
  ['a shadow is a mirror', { 'stable-a': 100 }, { 'cand-b': 30 }, share(30, 'mirrored')],
  ['a shadow without weight is none', { 'stable-a': 100 }, { 'cand-b': 0 }, { ...noRoute, stable: 'a' }],
])('%s', (_, production, shadows, route) => {
  expect(routeOfVariants(variants(production), variants(shadows))).toEqual(route);
});

test.each<[string, Record<string, number>, Record<string, number>]>([
  ['a copy of stable that gets another share than the candidate', { 'stable-a': 80, 'base-a': 5, 'cand-b': 15 }, {}],
  ['a copy of something else', { 'stable-a': 80, 'base-c': 10, 'cand-b': 10 }, {}],
  ['two candidates', { 'cand-a': 50, 'cand-b': 50 }, {}],
  ['a shadow beside a split', { 'stable-a': 90, 'cand-b': 10 }, { 'cand-c': 10 }],
  ['a copy alone', { 'stable-a': 0, 'base-a': 1, 'cand-b': 0 }, {}],
])('%s is nothing that we set', (_, production, shadows) => {
  expect(routeOfVariants(variants(production), variants(shadows)).stable).toMatch(/^unknown:/);
});

test('nothing is no candidate and everything is stable, but copies of everything move none', () => {
  expect(canonical(share(0), open)).toEqual({ ...noRoute, stable: 'a' });
  expect(canonical(share(100), open)).toEqual({ ...noRoute, stable: 'b' });
  expect(canonical(share(100, 'mirrored'), open)).toEqual(share(100, 'mirrored'));
});
