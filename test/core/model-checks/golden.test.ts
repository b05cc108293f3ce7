import { golden } from '../../../lib/core/model-checks/golden.ts';
import type { Answer } from '../../../lib/core/scored.ts';
import { answered, evidence, failed, rows } from './evidence.ts';

const judge = (candidate: Answer, truth = ['a', 'b'], maxMismatches = 0, tolerance = 0) =>
  golden.judge(
    evidence({ golden: rows(truth, candidate) }, { golden: { data: 'golden.csv', maxMismatches, tolerance } }),
  )[0];

test('every golden row is answered right', () => {
  expect(judge(answered(['a', 'b']))).toMatchObject({ verdict: 'pass', observed: 0 });
});

test('a wrong answer fails and is shown by its row', () => {
  expect(judge(answered(['a', 'a']))).toMatchObject({
    verdict: 'fail',
    sentence: '1 of 2 golden rows answered wrong, e.g. row 2: expected b, got a; at most 0 may be',
    failing: { count: 1, total: 2, samples: [{ row: 2, expected: 'b', got: 'a' }] },
  });
  expect(judge(answered(['a', 'a']), undefined, 1)?.verdict).toBe('pass');
});

test('a number is right within its tolerance', () => {
  const candidate: Answer = { status: 'answered', predictions: [{ value: 10.5 }], latenciesMs: [1] };
  expect(judge(candidate, ['10'], 0, 0.5)?.verdict).toBe('pass');
  expect(judge(candidate, ['10'], 0, 0.4)?.verdict).toBe('fail');
  expect(judge(candidate, ['not a number'], 0, 0.4)?.verdict).toBe('fail');
});

test('a model that answered fewer rows than there are is wrong on the rest', () => {
  expect(judge(answered(['a']))).toMatchObject({ verdict: 'fail', observed: 1 });
});

test('no rows, or no answer, tell nothing', () => {
  expect(judge(answered([]), [])?.verdict).toBe('inconclusive');
  expect(judge(failed)?.verdict).toBe('inconclusive');
});
