import fc from 'fast-check';
import { deploymentConfigOf } from '../../../../lib/aws/targets/sagemaker/deployment-config.ts';
import type { RolloutPlan } from '../../../../lib/core/rollout/step.ts';
import { canaryPlan } from '../../../support/plans.ts';

const config = (plan: RolloutPlan, instances = 100, mode: 'blue-green' | 'rolling' = 'blue-green') =>
  deploymentConfigOf(plan, mode, instances, ['judge']);
const compared = (plan: RolloutPlan): RolloutPlan => ({
  ...plan,
  steps: plan.steps.map((step) => ({ ...step, manner: 'compared' })),
});

test.each([
  ['one share', canaryPlan([10], 300), { Type: 'CANARY', WaitIntervalInSeconds: 300 }],
  ['equal shares', canaryPlan([25, 50, 75], 300), { Type: 'LINEAR', WaitIntervalInSeconds: 300 }],
  ['equal shares that end with all', canaryPlan([40, 80, 100], 300), { Type: 'LINEAR' }],
  ['all of it', canaryPlan([100], 300), { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 300 }],
])('%s is what SageMaker has a word for', (_, plan, routing) => {
  expect(config(plan).BlueGreenUpdatePolicy?.TrafficRoutingConfiguration).toMatchObject(routing);
});

test.each<[string, RolloutPlan, number, 'blue-green' | 'rolling', string]>([
  ['shares that are not equal', canaryPlan([10, 50], 300), 100, 'blue-green', 'shares of 10, 50 %'],
  ['steps that leave some out', canaryPlan([25, 50], 300), 100, 'blue-green', 'shares of 25, 50 %'],
  ['a first share above a half', canaryPlan([60], 300), 100, 'blue-green', 'first share of 60 %'],
  ['equal shares below ten', canaryPlan([5, 10], 300), 100, 'blue-green', 'shares of 5, 10 %'],
  ['a part of an instance', canaryPlan([10], 300), 3, 'blue-green', '10 % of 3 instances, which is 0.3'],
  ['a part of a percent', canaryPlan([12.5], 300), 8, 'blue-green', '12.5 % of 8 instances'],
  ['a fresh baseline', compared(canaryPlan([10], 300)), 100, 'blue-green', 'a compared step'],
  ['a long bake', canaryPlan([10], 3_601), 100, 'blue-green', 'a bake of 3601 s; allowed: at most 3,600 s'],
  ['waits of a whole day', canaryPlan([10, 20, 30, 40, 50, 60, 70, 80, 90], 3_600), 100, 'blue-green', 'waits of'],
  ['a batch of more than a half', canaryPlan([60], 300), 100, 'rolling', 'shares of 60 %'],
])('%s is refused, since SageMaker would do something else', (_, plan, instances, mode, words) => {
  expect(() => config(plan, instances, mode)).toThrow(words);
});

test('whatever is accepted keeps the ranges of the API, and the time limit exceeds the waits', () => {
  const plans = fc.record({ step: fc.integer({ min: 1, max: 100 }), bake: fc.integer({ min: 1, max: 4_000 }) });
  fc.assert(
    fc.property(plans, fc.constantFrom('blue-green' as const, 'rolling' as const), ({ step, bake }, mode) => {
      const percents = Array.from({ length: Math.max(1, Math.ceil(100 / step) - 1) }, (_, i) => (i + 1) * step);
      let made: ReturnType<typeof config>;
      try {
        made = config(canaryPlan(percents, bake), 100, mode);
      } catch {
        return;
      }
      const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = made;
      const wait =
        blueGreen?.TrafficRoutingConfiguration?.WaitIntervalInSeconds ?? rolling?.WaitIntervalInSeconds ?? -1;
      const limit = (blueGreen ?? rolling)?.MaximumExecutionTimeoutInSeconds ?? 0;
      expect(wait).toBe(bake);
      expect(wait).toBeLessThanOrEqual(3_600);
      expect(blueGreen?.TerminationWaitInSeconds ?? 0).toBeLessThanOrEqual(3_600);
      expect(limit).toBeGreaterThan(percents.length * wait + (blueGreen?.TerminationWaitInSeconds ?? 0));
      expect(limit).toBeLessThanOrEqual(28_800);
    }),
  );
});
