import { allowed, pointless, unused } from './checks/unused.ts';
import { proves } from './proves.ts';
import { onSageMaker } from './reasons.ts';
import { recordedOnSageMaker } from './sagemaker-story.ts';

const recorded = proves(() => recordedOnSageMaker('an endpoint'));

test('the story ends in every way that it is to end', () => {
  expect([...new Set(recorded().outcomes)].sort()).toEqual(['passed', 'released', 'rolled_back']);
});

test('every action on what serves is one that a role was seen to use, or has its reason', () => {
  const about = /^(sagemaker|application-autoscaling|cloudwatch|iam|logs):/;
  const all = allowed(recorded().deployed, recorded().calls, about);
  expect(all.length).toBeGreaterThan(200);
  expect(unused(all, onSageMaker)).toEqual([]);
  expect(pointless(all, onSageMaker)).toEqual([]);
});
