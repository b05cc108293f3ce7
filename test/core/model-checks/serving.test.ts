import { serving } from '../../../lib/core/model-checks/serving.ts';
import { evidence, failed, rows } from './evidence.ts';

test('a model that did not answer fails, in the words of its server', () => {
  const results = serving.judge(evidence({ golden: rows(['a'], failed) }));
  expect(results).toMatchObject([
    { subject: 'holdout', verdict: 'pass', observed: '3 predictions' },
    { subject: 'golden', verdict: 'fail', observed: 'not-ready', sentence: 'it never came up' },
  ]);
});
