import { assessMeasurement } from '../../../../lib/core/judge/argo/assess-measurement.ts';
import { parseCondition } from '../../../../lib/core/judge/argo/parse-condition.ts';

const assess = (result: unknown, success: string, failure: string) =>
  assessMeasurement(result, {
    ...(success && { success: parseCondition(success) }),
    ...(failure && { failure: parseCondition(failure) }),
  });

const texts = ['', 'result', 'not result', 'result.absent'];

// Columns: no failure condition, one that holds, one that does not, one without an answer.
test.each([
  ['there is no success condition', '', ['inconclusive', 'failed', 'successful', 'error']],
  ['it holds', 'result', ['successful', 'failed', 'successful', 'error']],
  ['it does not hold', 'not result', ['failed', 'failed', 'inconclusive', 'error']],
  ['it has no answer', 'result.absent', ['error', 'error', 'error', 'error']],
])('a failure wins, and an error over all, where %s', (_, success, phases) => {
  expect(texts.map((failure) => assess(true, success, failure))).toEqual(phases);
});

test('without any condition nothing was tested: inconclusive, where Argo says successful', () => {
  expect(assessMeasurement(true, {})).toBe('inconclusive');
});

test.each([
  [Number.NaN, 'result < 0.2', '', 'failed'],
  [Number.NaN, 'result < 0.2', 'result >= 0.2', 'inconclusive'],
  [Number.NaN, 'result < 0.2 || isNaN(result)', '', 'successful'],
  [Number.POSITIVE_INFINITY, '', 'result > 250', 'failed'],
  [Number.POSITIVE_INFINITY, 'not isInf(result) && result > 250', '', 'failed'],
  [[], 'len(result) == 0 || result[0] < 250', '', 'successful'],
  [[], 'result[0] < 250', '', 'error'],
  [null, 'default(result, 300) < 250', '', 'failed'],
  [null, 'result < 250', '', 'error'],
])('%j with %j and %j is %s', (result, success, failure, phase) => {
  expect(assess(result, success, failure)).toBe(phase);
});
