import { threshold } from '../../../lib/core/model-checks/threshold.ts';
import { answered, evidence, failed, rows } from './evidence.ts';

const judge = (candidate = answered(['a', 'b', 'b']), truth = ['a', 'b', 'a'], bounds = {}) =>
  threshold.judge(evidence({ holdout: rows(truth, candidate) }, { metrics: { accuracy: bounds } }))[0];
const twoThirds = 0.666667;

test.each([
  ['a value above its minimum', { min: 0.6 }, 'pass', '≥ 0.6'],
  ['a value below its minimum', { min: 0.7 }, 'fail', '≥ 0.7'],
  ['a value above its maximum', { max: 0.6 }, 'fail', '≤ 0.6'],
  ['a value between both', { min: 0.6, max: 0.7 }, 'pass', '≥ 0.6 and ≤ 0.7'],
])('%s', (_, bounds, verdict, allowed) => {
  expect(judge(undefined, undefined, bounds)).toMatchObject({
    verdict,
    allowed,
    sentence: `accuracy is ${twoThirds}; ${allowed} is required`,
  });
});

test('the bound itself passes', () => {
  expect(judge(answered(['a', 'b', 'a']), undefined, { min: 1, max: 1 })?.verdict).toBe('pass');
});

test('what was not answered cannot be told', () => {
  expect(judge(failed, undefined, { min: 0 })).toMatchObject({ verdict: 'inconclusive', observed: null });
  expect(judge(answered([]), [], { min: 0 })).toMatchObject({ verdict: 'inconclusive', observed: null });
});

test('each metric of the policy is judged, with the value of the champion beside it', () => {
  const holdout = rows(['a'], answered(['a']), answered(['b']));
  const metrics = { accuracy: { min: 0.5 }, log_loss: { max: 1 } };
  const results = threshold.judge(evidence({ holdout, champion: '1.0.0' }, { metrics }));
  expect(results.map(({ subject, champion }) => [subject, champion])).toEqual([
    ['accuracy', 0],
    ['log_loss', expect.any(Number)],
  ]);
});
