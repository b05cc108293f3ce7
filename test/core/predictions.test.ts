import fc from 'fast-check';
import { readAnswer } from '../../lib/core/predictions.ts';

const flower = { label: 'setosa', probabilities: { setosa: 0.7, virginica: 0.3 } };
const read = (...predictions: unknown[]) => readAnswer('classification', 200, { predictions }, predictions.length);

test('a well-formed answer is read as it is, and what is not known is left out', () => {
  expect(read({ ...flower, served_by: 'v1' })).toEqual([flower]);
  expect(readAnswer('regression', 200, { predictions: [{ value: 1.5 }] }, 1)).toEqual([{ value: 1.5 }]);
});

test.each<[string, number, unknown, RegExp]>([
  ['another status', 500, { error: 'boom' }, /answered HTTP 500: {"error":"boom"}/],
  ['text', 200, '<html>', /not JSON: <html>/],
  ["Python's NaN, which is no JSON", 200, '{"predictions":[{"value":NaN}]}', /not JSON: .*NaN/],
  ['nothing', 200, undefined, /another shape/],
  ['another shape', 200, { labels: ['setosa'] }, /another shape: predictions .*got {"labels"/],
  ['a missing probability', 200, { predictions: [{ label: 'setosa' }] }, /predictions\.0\.probabilities/],
  ['too few', 200, { predictions: [] }, /0 predictions to 1 instances/],
  ['too many', 200, { predictions: [flower, flower] }, /2 predictions to 1 instances/],
])('%s is told in one sentence', (_, status, body, sentence) => {
  expect(readAnswer('classification', status, body, 1)).toMatch(sentence);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, '0.7', null])('a probability of %p is no answer', (setosa) => {
  expect(typeof read({ label: 'setosa', probabilities: { setosa, virginica: 0.3 } })).toBe('string');
});

test.each([
  ['below 0', { setosa: -0.1, virginica: 1.1 }],
  ['of another sum', { setosa: 0.7, virginica: 0.2 }],
  ['without the label', { virginica: 1 }],
  ['none', {}],
])('probabilities %s are no distribution, and the prediction is named', (_, probabilities) => {
  expect(read(flower, { label: 'setosa', probabilities })).toMatch(/prediction 2:/);
});

test('whatever a server answers is either read whole or told in one short sentence', () => {
  fc.assert(
    fc.property(fc.integer(), fc.anything(), fc.nat(3), (status, body, count) => {
      const answer = readAnswer('classification', status, body, count);
      if (typeof answer === 'string') expect(answer.length).toBeLessThan(500);
      else expect(answer).toHaveLength(count);
    }),
  );
});
