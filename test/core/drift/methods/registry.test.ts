import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { reference as binning } from '../../../../lib/core/drift/binnings/reference.ts';
import { measure } from '../../../../lib/core/drift/methods/method.ts';
import { methods } from '../../../../lib/core/drift/methods/registry.ts';
import { pairOf } from '../../../../lib/core/drift/pair-of.ts';
import { uniformsFrom } from '../../../../lib/core/uniforms.ts';
import { categories, numbers } from '../columns.ts';

const folder = join(import.meta.dirname, '../../../../lib/core/drift/methods');

test('file name and name of every method are one word, and every file is registered', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  const expected = files.filter((file) => !['method', 'registry'].includes(file)).sort();
  expect(Object.keys(methods).sort()).toEqual(expected);
  expect(
    Object.values(methods)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(expected);
});

const effects = Object.values(methods).filter(({ test }) => !test);
const uniform = uniformsFrom(11);
const draw = (size: number, move = 0) =>
  numbers(
    'x',
    Array.from({ length: size }, () => uniform() ** 3 + move),
  ).content;
const flips = (size: number, share: number) => {
  const heads = Array.from({ length: size }, uniform).filter((u) => u < share).length;
  return categories('x', { heads, tails: size - heads }).content;
};

/** How many of the pairs a method calls drifted. */
function called(method: (typeof effects)[number], pairs: Array<[ReturnType<typeof draw>, ReturnType<typeof draw>]>) {
  return pairs.filter(([reference, current]) => {
    const pair = pairOf(reference, current, binning);
    const { value = 0, noise = 0 } = (pair && measure(method, pair)) ?? {};
    return value >= Math.max(method.threshold, noise);
  }).length;
}

test.each(effects)('$name: two samples of one distribution rarely look drifted, however few they are', (method) => {
  const sizes = [60, 200, 1_000].flatMap((n) => [60, 500].map((m) => [n, m] as const));
  const pairs = sizes.flatMap(([n, m]) => Array.from({ length: 20 }, () => [draw(n), draw(m)] as [never, never]));
  const coins = sizes.flatMap(([n, m]) =>
    Array.from({ length: 20 }, () => [flips(n, 0.3), flips(m, 0.3)] as [never, never]),
  );
  expect(called(method, [...pairs, ...coins])).toBeLessThanOrEqual(2);
});

test.each(effects)('$name: a large move of many rows is always seen', (method) => {
  const moved: Array<[never, never]> = method.of.some((kind) => kind === 'number')
    ? Array.from({ length: 20 }, () => [draw(1_000), draw(1_000, 0.3)] as [never, never])
    : Array.from({ length: 20 }, () => [flips(1_000, 0.3), flips(1_000, 0.6)] as [never, never]);
  expect(called(method, moved)).toBe(20);
});
