import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicy } from '../../../lib/core/policy/parse.ts';
import { planOf } from '../../../lib/core/rollout/plan.ts';

const iris = parsePolicy(readFileSync(join(import.meta.dirname, '../../../examples/iris/signalbox.yaml'), 'utf8'));

test('the same steps take minutes on AWS and seconds on a laptop', () => {
  expect(planOf(iris, 'aws', true)).toEqual({
    strategy: 'canary',
    stepPercents: [10, 50],
    windowSeconds: 60,
    bakeSeconds: 600,
  });
  expect(planOf(iris, 'local', true)).toMatchObject({ stepPercents: [10, 50], windowSeconds: 1, bakeSeconds: 3 });
});

test('without a champion there is nothing to split traffic with: one step of all of it', () => {
  expect(planOf(iris, 'aws', false).stepPercents).toEqual([100]);
});

test('all-at-once is one step, with a bake before the old version is let go', () => {
  const policy = { ...iris, rollout: { ...iris.rollout, strategy: { kind: 'all-at-once' as const } } };
  expect(planOf(policy, 'aws', true)).toMatchObject({ strategy: 'all-at-once', stepPercents: [100], bakeSeconds: 600 });
});
