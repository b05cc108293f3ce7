import fc from 'fast-check';
import { hashInto } from '../../../lib/core/sketch/number-hash.ts';

function hashOf(bits: bigint): bigint {
  const halves = new Int32Array(2);
  hashInto(halves, Number(BigInt.asIntN(32, bits >> 32n)), Number(BigInt.asIntN(32, bits)));
  return (BigInt.asUintN(32, BigInt(halves[0] ?? 0)) << 32n) + BigInt.asUintN(32, BigInt(halves[1] ?? 0));
}

test('it is that of whole arithmetic of 64 bits', () => {
  const times = (value: bigint, factor: bigint) => BigInt.asUintN(64, value * factor);
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (bits) => {
      const first = times(bits ^ 0x5bf0363540f7ab57n, 0x9e3779b97f4a7c15n);
      const second = times(first ^ (first >> 32n), 0xbf58476d1ce4e5b9n);
      expect(hashOf(bits)).toBe(second ^ (second >> 29n));
    }),
    { numRuns: 1_000 },
  );
});

test('it is the one that stored profiles hold', () => {
  // Of -1.5, as test/engine/stable-hash.test.ts has it.
  expect(hashOf(0xbff8n << 48n)).toBe(13777324050432182475n);
});
