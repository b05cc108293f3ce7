import fc from 'fast-check';
import { chooseVersion, uniformsFrom } from '../../../lib/local/router/split.ts';

test('shares follow the weight for every seed, also within any cycle of requests', () => {
  const cycles = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 100 }), cycles, (seed, candidatePercent, cycle) => {
      const uniform = uniformsFrom(seed);
      const drawn = Array.from({ length: 1_000 * cycle }, () =>
        chooseVersion({ stable: 'a', candidate: 'b', candidatePercent }, uniform()),
      );
      const share = drawn.filter((id, index) => id === 'b' && index % cycle === 0).length / 1_000;
      const deviation = Math.sqrt((candidatePercent * (100 - candidatePercent)) / 1_000);
      expect(Math.abs(share * 100 - candidatePercent)).toBeLessThanOrEqual(6 * deviation);
    }),
    { numRuns: 30 },
  );
});

test('0 and 100 percent are exact', () => {
  const uniform = uniformsFrom(1);
  for (let draw = 0; draw < 10_000; draw += 1) {
    expect(chooseVersion({ stable: 'a', candidate: 'b', candidatePercent: 0 }, uniform())).toBe('a');
    expect(chooseVersion({ stable: 'a', candidate: 'b', candidatePercent: 100 }, uniform())).toBe('b');
  }
});
