import fc from 'fast-check';
import { agree, countPredictions, predictionsIn, valueBin } from '../../../lib/core/rollout/answers.ts';

const answer = (...predictions: unknown[]) => JSON.stringify({ predictions });

test('labels and values are read, whatever stands beside them', () => {
  expect(predictionsIn(answer({ label: 'setosa', probabilities: {} }, { value: 1.5 }, 'plain', 2))).toEqual([
    { label: 'setosa' },
    { value: 1.5 },
    { label: 'plain' },
    { value: 2 },
  ]);
});

test.each([
  ['an error', '{"error":"no"}', undefined],
  ['text', 'Bad gateway', undefined],
  ['null', 'null', undefined],
  ['no list', '{"predictions":3}', undefined],
  ['NaN as Python writes it', '{"predictions":[{"value":NaN}]}', [{ invalid: true }]],
  ['null for a value', answer({ value: null }), [{ invalid: true }]],
  ['an object for a label', answer({ label: {} }), [{ invalid: true }]],
])('%s has no prediction that counts', (_, body, predictions) => {
  expect(predictionsIn(body)).toEqual(predictions);
});

test('counts add up to the predictions', () => {
  const said = predictionsIn(answer({ label: 'a' }, { label: 'a' }, { label: 'b' }, {}, { value: 3 })) ?? [];
  expect(countPredictions(said)).toEqual({ count: 5, invalid: 1, bins: { a: 2, b: 1, '2^1.5': 1 } });
});

test('answers agree by label, or by value within the tolerance, and an invalid one with nothing', () => {
  const same = (a: unknown[], b: unknown[], tolerance = 0) =>
    agree(predictionsIn(answer(...a)), predictionsIn(answer(...b)), tolerance);
  expect(same([{ label: 'a' }], [{ label: 'a' }])).toBe(true);
  expect(same([{ label: 'a' }], [{ label: 'b' }])).toBe(false);
  expect(same([{ value: 1 }], [{ value: 1.1 }])).toBe(false);
  expect(same([{ value: 1 }], [{ value: 1.1 }], 0.2)).toBe(true);
  expect(same([{ value: 1 }], [{ label: '1' }], 9)).toBe(false);
  expect(same([{}], [{}])).toBe(false);
  expect(same([{ value: 1 }], [{ value: 1 }, { value: 1 }])).toBe(false);
  expect(agree(undefined, undefined, 0)).toBe(false);
});

test('a range of values is narrow, and of one sign', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), (value) => {
      const bin = valueBin(value);
      expect(bin.startsWith('-')).toBe(value < 0);
      if (Math.abs(value) > 1e-12) expect(valueBin(value * 1.2)).not.toBe(bin);
    }),
  );
});
