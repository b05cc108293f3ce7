import { buildCost, costSentence } from '../../lib/core/cost.ts';
import type { TimelineEntry } from '../../lib/core/run.ts';

const onAws = 'arn:aws:states:eu-west-1:111122223333:execution:Delivery:push-1';
const state = (name: string, seconds: number | null): TimelineEntry => ({
  machine: 'delivery',
  state: name,
  enteredAt: '2026-11-23T09:00:00.000Z',
  leftAt: seconds === null ? null : new Date(Date.parse('2026-11-23T09:00:00.000Z') + seconds * 1_000).toISOString(),
  status: 'done',
});

test('each build counts to its next whole minute, and nothing else is a build', () => {
  const timeline = [
    state('Checks', 61),
    state('Image', 60),
    state('JudgeData', 600),
    state('Train', 1),
    state('Train', null),
  ];
  expect(buildCost(timeline, onAws)).toEqual({ minutes: 4, dollars: 0.04 });
});

test('a laptop costs nothing, and neither does a run that built nothing', () => {
  expect(buildCost([state('Checks', 61)], 'arn:aws:states:local:0:execution:delivery:push-1')).toBeNull();
  expect(buildCost([state('Admit', 61)], onAws)).toBeNull();
});

test('the sentence says about, price, place and date, and what is not in it', () => {
  expect(costSentence({ minutes: 4, dollars: 0.04 })).toBe(
    'about $0.04: 4 build minutes at $0.01, the on-demand price of a medium Linux build in us-east-1 (2026-05); training on SageMaker, Lambda and storage are not in it',
  );
});
