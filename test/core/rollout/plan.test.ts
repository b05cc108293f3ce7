import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicy } from '../../../lib/core/policy/parse.ts';
import type { Policy } from '../../../lib/core/policy/schema.ts';
import { planOf } from '../../../lib/core/rollout/plan.ts';

const iris = parsePolicy(readFileSync(join(import.meta.dirname, '../../../examples/iris/signalbox.yaml'), 'utf8'));

const planned = (strategy: Policy['rollout']['strategy'], over: Partial<Policy['rollout']> = {}) =>
  planOf({ ...iris, rollout: { ...iris.rollout, ...over, strategy } }, 'aws', true).steps;

test('the same steps take minutes on AWS and seconds on a laptop', () => {
  const step = (percent: number, bakeSeconds: number) => ({
    ...{ manner: 'split', percent, bakeSeconds },
    deadlineSeconds: 3 * bakeSeconds,
  });
  const steps = (bakeSeconds: number) => [step(10, bakeSeconds), step(50, bakeSeconds)];
  expect(planOf(iris, 'aws', true)).toEqual({ strategy: 'canary', steps: steps(600), windowSeconds: 60 });
  expect(planOf(iris, 'local', true)).toEqual({ strategy: 'canary', steps: steps(5), windowSeconds: 1 });
});

test('without a champion there is nothing to split traffic with: one step of all of it', () => {
  expect(planOf(iris, 'aws', false).steps.map(({ percent }) => percent)).toEqual([100]);
});

test('all-at-once is one step, with a bake before the old version is let go', () => {
  expect(planned({ kind: 'all-at-once' })).toEqual([
    { manner: 'split', percent: 100, bakeSeconds: 600, deadlineSeconds: 1_800 },
  ]);
});

test.each([
  [10, [10, 20, 30, 40, 50, 60, 70, 80, 90]],
  [30, [30, 60, 90]],
  [50, [50]],
])('linear by %d %% stops short of 100, which is the promotion', (stepPercent, percents) => {
  expect(planned({ kind: 'linear', stepPercent }).map(({ percent }) => percent)).toEqual(percents);
});

test('a fresh baseline gets as large a share as the candidate, as long as there is one', () => {
  const steps = planned({ kind: 'canary', stepPercents: [10, 50, 60] }, { baseline: 'fresh' });
  expect(steps.map(({ manner }) => manner)).toEqual(['compared', 'compared', 'split']);
});

const shadow = {
  ...{ kind: 'shadow' as const, source: 'mirror' as const, samplePercent: 20, shadowSeconds: 60 },
  ...{ maxDisagreement: 0.05, tolerance: 0 },
};

test('a shadow moves no caller, and may be followed by another strategy', () => {
  const first = { manner: 'mirrored', percent: 20, bakeSeconds: 60, deadlineSeconds: 180 };
  expect(planned(shadow)).toEqual([first]);
  expect(planned({ ...shadow, source: 'replay' })).toEqual([{ ...first, manner: 'replayed' }]);
  const followed = planned({ ...shadow, next: { kind: 'linear', stepPercent: 50 } });
  expect(followed.map(({ manner, percent }) => [manner, percent])).toEqual([
    ['mirrored', 20],
    ['split', 50],
  ]);
});

test('an A/B test is one step that lasts to its horizon, and no longer', () => {
  const metric = { name: 'conversion', lowest: 0, highest: 1, better: 'higher' as const };
  const options = { userHeader: 'x-user-id', horizonSeconds: 7_200, minEffect: 0, atHorizon: 'keep' as const };
  expect(planned({ kind: 'ab', candidatePercent: 50, metric, ...options })).toEqual([
    { manner: 'sticky', percent: 50, bakeSeconds: 7_200, deadlineSeconds: 7_200 },
  ]);
});

test('at a laptop nobody waits for days: a shadow lasts as long as a bake, a test ten minutes at most', () => {
  const here = (strategy: Policy['rollout']['strategy']) =>
    planOf({ ...iris, rollout: { ...iris.rollout, strategy } }, 'local', true).steps[0]?.bakeSeconds;
  expect(here({ ...shadow, shadowSeconds: 86_400 })).toBe(5);
  const metric = { name: 'conversion', lowest: 0, highest: 1, better: 'higher' as const };
  const options = { userHeader: 'x-user-id', minEffect: 0, atHorizon: 'keep' as const, metric, candidatePercent: 50 };
  expect(here({ kind: 'ab', horizonSeconds: 86_400, ...options })).toBe(600);
  expect(here({ kind: 'ab', horizonSeconds: 60, ...options })).toBe(60);
});
