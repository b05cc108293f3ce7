import { champion } from '../../../lib/core/model-checks/champion.ts';
import { answered, evidence, failed, rows } from './evidence.ts';

const truth = ['a', 'b', 'a', 'b'];
const against = (mine: string[], theirs: string[], maxLoss: number) =>
  champion.judge(
    evidence(
      { champion: '1.0.0', holdout: rows(truth, answered(mine), answered(theirs)) },
      { champion: { metric: 'accuracy', maxLoss } },
    ),
  )[0];

test('without a champion there is nothing to compare with', () => {
  expect(champion.judge(evidence({}))).toMatchObject([{ verdict: 'pass', champion: null }]);
});

test('a loss up to the one allowed passes, and one beyond fails, with both numbers in the sentence', () => {
  const oneWrong = ['a', 'b', 'a', 'a'];
  expect(against(oneWrong, truth, 0.25)).toMatchObject({
    verdict: 'pass',
    observed: 0.75,
    champion: 1,
    allowed: '≥ 0.75',
  });
  expect(against(oneWrong, truth, 0.2)).toMatchObject({
    verdict: 'fail',
    sentence: 'accuracy 0.75 against 1 of champion 1.0.0: worse by 0.25; at most 0.2 worse is allowed',
  });
  expect(against(truth, oneWrong, 0)).toMatchObject({
    verdict: 'pass',
    sentence: expect.stringContaining('better by 0.25'),
  });
});

test('where lower is better, losing means a higher value', () => {
  const holdout = rows(truth, answered(truth, 0.6), answered(truth, 0.9));
  const metric = { champion: { metric: 'log_loss' as const, maxLoss: 0.1 } };
  const [result] = champion.judge(evidence({ champion: '1.0.0', holdout }, metric));
  expect(result).toMatchObject({ verdict: 'fail', allowed: expect.stringMatching(/^≤ 0\.205/) });
});

test.each([
  ['the candidate', rows(truth, failed, answered(truth))],
  ['the champion', rows(truth, answered(truth), failed)],
  ['anybody, since there are no rows', rows([], answered([]), answered([]))],
])('when %s did not answer, nothing can be told', (_, holdout) => {
  expect(champion.judge(evidence({ champion: '1.0.0', holdout }))).toMatchObject([{ verdict: 'inconclusive' }]);
});
