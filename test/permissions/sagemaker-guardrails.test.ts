import { proves } from './proves.ts';
import { recordedOnSageMaker } from './sagemaker-story.ts';

const recorded = proves(() => recordedOnSageMaker('guardrails'));

test('the story ends in every way that it is to end', () => {
  expect([...new Set(recorded().outcomes)].sort()).toEqual(['passed', 'released', 'rolled_back']);
});
