import { buildCost, costSentence } from '../../../lib/core/cost/build-cost.ts';
import { stateFor } from '../../support/timeline.ts';

const onAws = 'arn:aws:states:eu-west-1:111122223333:execution:Delivery:push-1';
test('each build counts to its next whole minute, and nothing else is a build', () => {
  const timeline = [
    stateFor('Checks', 61),
    stateFor('Image', 60),
    stateFor('JudgeData', 600),
    stateFor('Train', 1),
    stateFor('Train', null),
  ];
  expect(buildCost(timeline, onAws)).toMatchObject({ minutes: 4, dollars: 0.04, training: null });
});

test('a laptop costs nothing, and neither does a run that built nothing', () => {
  expect(buildCost([stateFor('Checks', 61)], 'arn:aws:states:local:0:execution:delivery:push-1')).toBeNull();
  expect(buildCost([stateFor('Admit', 61)], onAws)).toBeNull();
});

test('training on instances is no build, and is paid by the second', () => {
  const training = {
    kind: 'instances',
    size: 'ml.m5.xlarge',
    count: 2,
    spot: false,
    limitSeconds: 86_400,
    budget: {},
  } as const;
  const cost = buildCost([stateFor('Checks', 60), stateFor('Train', 3_600)], onAws, training);
  // eu-west-1: $0.257 an hour for each of the two.
  expect(cost).toMatchObject({ minutes: 1, dollars: expect.closeTo(0.01 + 0.514, 9), region: 'eu-west-1' });
  expect(cost?.training).toBe('60 minutes of 2 x ml.m5.xlarge');
  const unpriced = buildCost([stateFor('Train', 60)], onAws, { ...training, size: 'ml.p9.huge' });
  expect(unpriced).toMatchObject({ dollars: 0, training: '1 minute of 2 x ml.p9.huge, of which no price is known' });
});

test('training in a build of another size has the price of that size', () => {
  const training = {
    kind: 'build',
    size: 'BUILD_GENERAL1_LARGE',
    count: 1,
    spot: false,
    limitSeconds: 600,
    budget: {},
  } as const;
  expect(buildCost([stateFor('Train', 61)], onAws, training)).toMatchObject({ minutes: 2, dollars: 0.04 });
});

test('the sentence says about, prices, place and date, and what is not in it', () => {
  const cost = { minutes: 4, dollars: 0.04, region: 'us-east-1', training: null } as const;
  const prices = 'at on-demand prices of us-east-1 (2026-05); Lambda, state machines and storage are not in it';
  expect(costSentence(cost)).toBe(`about $0.04: 4 build minutes, ${prices}`);
  expect(costSentence({ ...cost, training: '9 minutes of 1 x ml.m5.large' })).toBe(
    `about $0.04: 4 build minutes and 9 minutes of 1 x ml.m5.large, ${prices}`,
  );
});
