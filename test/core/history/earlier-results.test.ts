import fc from 'fast-check';
import { earlierResults } from '../../../lib/core/history/earlier-results.ts';

const result = (day: number, figures?: object, verdict = 'pass') => ({
  gate: 'data',
  verdict,
  decidedAt: new Date(day * 86_400_000).toISOString(),
  ...(figures ? { facts: { figures } } : {}),
});
const files = (results: unknown[]) => results.map((one, at) => ({ name: `${at}.json`, text: JSON.stringify(one) }));

test('the order of the files does not matter, only that of their times', () => {
  const days = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 9 })), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(days, fc.infiniteStream(fc.nat()), (given, chance) => {
      const results = given.map(([day, rows]) => result(day, { 'row-count': rows }));
      const shuffled = results
        .map((one) => ({ one, at: chance.next().value ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one);
      const { earlier } = earlierResults(files(shuffled));
      expect(earlier).toEqual(earlierResults(files(results)).earlier);
      expect(earlier).toHaveLength(results.length);
    }),
  );
  const { earlier } = earlierResults(files([result(2, { a: 2 }), result(10, { a: 10 }), result(1, { a: 1 })]));
  expect(earlier).toEqual([{ a: 1 }, { a: 2 }, { a: 10 }]);
});

test('what failed is left out and named, also where nothing could be read', () => {
  const told = earlierResults(files([result(1, { a: 1 }), result(2, { a: 2 }, 'fail'), result(3, undefined, 'fail')]));
  expect(told).toEqual({ earlier: [{ a: 1 }], failed: ['1.json', '2.json'] });
  expect(earlierResults(files([result(1, { a: 1 }, 'inconclusive')])).earlier).toHaveLength(1);
});

test.each([
  ['nothing', '', /^f\.json: is empty; .*A shell empties that file first/],
  ['no JSON', 'id,age\n1,2\n', /^f\.json: is no JSON; a result of `signalbox validate --format json` is needed/],
  ['a profile', JSON.stringify({ version: 2, columns: [] }), /is a profile, which does not say when it was made/],
  ['another gate', JSON.stringify({ ...result(1, {}), gate: 'model' }), /is needed; gate: /],
  ['a list', '[]', /is needed; /],
  ['a time that is none', JSON.stringify({ ...result(1, {}), decidedAt: 'yesterday' }), /decidedAt: /],
  ['a figure that is none', JSON.stringify(result(1, { a: 'b' })), /facts\.figures\.a: /],
  ['a result without figures', JSON.stringify(result(1)), /holds no figures: .*not one of `drift`/],
])('%s is refused with the name of the file', (_what, text, says) => {
  expect(() => earlierResults([{ name: 'f.json', text }])).toThrow(says);
});
