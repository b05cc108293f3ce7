import { holdoutSize } from '../../../lib/core/model-checks/holdout-size.ts';
import { evidence } from './evidence.ts';

test.each([
  [2, 'pass'],
  [3, 'pass'],
  [4, 'inconclusive'],
])('of three rows, at least %d are %s', (minHoldoutRows, verdict) => {
  expect(holdoutSize.judge(evidence({}, { minHoldoutRows }))).toMatchObject([{ verdict, observed: 3 }]);
});
