import fc from 'fast-check';
import { accepts, acceptsEach } from '../../../lib/core/checks/accept.ts';
import { type Bound, operators } from '../../../lib/core/checks/bound.ts';
import type { Accept } from '../../../lib/core/checks/check.ts';

const bound = fc
  .record({
    operator: fc.constantFrom(...operators),
    ends: fc.tuple(fc.nat(40), fc.nat(40)),
    unit: fc.constantFrom<Bound['unit']>('rows', 'percent'),
  })
  .map(({ operator, ends, unit }): Accept => {
    const [low, high] = ends.sort((a, b) => a - b) as [number, number];
    return { operator, value: operator.endsWith('Between') ? [low, high] : low, unit };
  });
const mostly = fc.double({ min: 0, max: 1, noNaN: true }).map((share): Accept => ({ mostly: share }));

test('a count that is known by its bounds is accepted where each count between them is', () => {
  const counts = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40)).map((some) => some.sort((a, b) => a - b));
  fc.assert(
    fc.property(fc.oneof(bound, mostly), counts, (accept, [least = 0, most = 0, total = 0]) => {
      const rows = { considered: total, total: total + 1 };
      const each = new Set<boolean>();
      for (let count = least; count <= most; count += 1) each.add(accepts(accept, count, rows));
      expect(acceptsEach(accept, [least, most], rows)).toBe(each.size === 1 ? each.has(true) : undefined);
    }),
    { numRuns: 1_000 },
  );
});
