import { rollout as rolloutSchema } from '../../../lib/core/policy/rollout.ts';
import type { Policy } from '../../../lib/core/policy/schema.ts';
import { combinations, refusals } from '../../../lib/core/rollout/compatibility.ts';
import type { TargetFacts } from '../../../lib/core/rollout/target-facts.ts';

interface Case {
  target: Policy['rollout']['target'];
  strategy: Record<string, unknown>;
  rollout?: Record<string, unknown>;
  judge?: Record<string, unknown>;
  task?: Policy['evaluation']['task'];
  served?: TargetFacts;
}

const judged = { minRequests: 50, maxErrorRate: 0.01, maxLatencyP99Ms: 500 };

function refused({ target, strategy, rollout, judge, task = 'classification', served }: Case): string[] {
  const common = { target, strategy, bakeSeconds: 600, windowSeconds: 60 };
  const parsed = rolloutSchema.parse({ ...common, ...rollout, judge: { ...judged, ...judge } });
  return refusals({ rollout: parsed, evaluation: { task } }, served);
}

const canary = (...stepPercents: number[]) => ({ kind: 'canary', stepPercents });
const linear = (stepPercent: number) => ({ kind: 'linear', stepPercent });
const allAtOnce = { kind: 'all-at-once' };
const shadow = (more: Record<string, unknown> = {}) => ({ kind: 'shadow', ...more });
const ab = (more: Record<string, unknown> = {}) => ({
  kind: 'ab',
  horizonSeconds: 86_400,
  metric: { name: 'conversion' },
  ...more,
});
const replay = shadow({ source: 'replay' });
const fresh = { baseline: 'fresh' };

const alias = (strategy: Case['strategy'], rest: Omit<Case, 'target' | 'strategy'> = {}): Case => ({
  target: 'lambda-alias',
  strategy,
  ...rest,
});
const endpoint = (strategy: Case['strategy'], rest: Omit<Case, 'target' | 'strategy'> = {}): Case => ({
  target: 'sagemaker-endpoint',
  strategy,
  ...rest,
});
const guarded = (strategy: Case['strategy'], rest: Omit<Case, 'target' | 'strategy'> = {}): Case => ({
  target: 'sagemaker-guardrails',
  strategy,
  ...rest,
});

/** One combination that is refused, and one that differs in a single thing and is not. */
const table: Record<string, [refused: Case, allowed: Case]> = {
  'target-differs': [
    alias(canary(10), { served: { target: 'sagemaker-endpoint' } }),
    alias(canary(10), { served: { target: 'lambda-alias' } }),
  ],
  'fresh-baseline-idle': [endpoint(allAtOnce, { rollout: fresh }), endpoint(canary(10), { rollout: fresh })],
  'fresh-baseline-over-half': [
    endpoint(shadow({ next: canary(10, 51) }), { rollout: fresh }),
    endpoint(shadow({ next: canary(10, 50) }), { rollout: fresh }),
  ],
  'window-below-grain': [
    endpoint(canary(10), { rollout: { windowSeconds: 30 }, served: { metricSeconds: 60 } }),
    endpoint(canary(10), { rollout: { windowSeconds: 30 }, served: { metricSeconds: 30 } }),
  ],
  'underpowered-idle': [
    alias(canary(10), { judge: { underpowered: 'allow' } }),
    alias(canary(10), { judge: { underpowered: 'allow' }, rollout: { expectedRequestsPerSecond: 2 } }),
  ],
  'tolerance-idle': [alias(shadow({ tolerance: 0.1 })), alias(shadow({ tolerance: 0.1 }), { task: 'regression' })],
  'ab-without-door': [endpoint(ab(), { served: { door: false } }), endpoint(ab(), { served: { door: true } })],
  'ab-header': [alias(ab({ userHeader: 'x-forwarded-for' })), alias(ab({ userHeader: 'x-account' }))],
  'replay-without-capture': [
    endpoint(replay, { served: { door: false, capturePercent: 0 } }),
    endpoint(replay, { served: { door: false, capturePercent: 1 } }),
  ],
  'endpoint-mirror-without-door': [
    endpoint(shadow(), { served: { door: false } }),
    endpoint(shadow(), { served: { door: true } }),
  ],
  'predictions-untold': [
    endpoint(canary(10), { judge: { predictions: {} }, served: { door: true } }),
    endpoint(ab(), { judge: { predictions: {} }, served: { door: true } }),
  ],
  'latency-untold': [
    endpoint(canary(10), { judge: { latency: {} }, served: { timesEach: false } }),
    endpoint(canary(10), { judge: { latency: {} }, rollout: fresh, served: { timesEach: false } }),
  ],
  'alias-fresh-baseline': [alias(canary(10), { rollout: fresh }), alias(canary(10))],
  'alias-mirror-without-door': [
    alias(shadow(), { served: { door: false } }),
    alias(shadow(), { served: { door: true } }),
  ],
  'alias-weights-with-provisioned-alias': [
    alias(canary(10), { served: { provisionedOn: 'alias' } }),
    alias(canary(10), { served: { provisionedOn: 'version' } }),
  ],
  'serverless-all-at-once-only': [
    endpoint(canary(10), { served: { serverless: true } }),
    endpoint(allAtOnce, { served: { serverless: true } }),
  ],
  'shadow-beside-other-variants': [
    endpoint(shadow(), { served: { otherVariants: 1 } }),
    endpoint(shadow(), { served: { otherVariants: 0 } }),
  ],
  'guardrails-inf1': [
    guarded(canary(10), { served: { instanceType: 'ml.inf1.xlarge' } }),
    guarded(canary(10), { served: { instanceType: 'ml.inf2.xlarge' } }),
  ],
  'guardrails-elastic-inference': [
    guarded(canary(10), { served: { elasticInference: true } }),
    guarded(canary(10), { served: { elasticInference: false } }),
  ],
  'guardrails-marketplace': [
    guarded(canary(10), { served: { marketplace: true } }),
    guarded(canary(10), { served: { marketplace: false } }),
  ],
  'guardrails-serverless': [
    guarded(allAtOnce, { served: { serverless: true } }),
    guarded(allAtOnce, { served: { serverless: false } }),
  ],
  'guardrails-variants': [
    guarded(canary(10), { served: { otherVariants: 2 } }),
    guarded(canary(10), { served: { otherVariants: 0 } }),
  ],
  'guardrails-shadow': [guarded(shadow()), endpoint(shadow())],
  'guardrails-ab': [guarded(ab()), endpoint(ab())],
  'guardrails-hold': [
    guarded(canary(10), { judge: { atDeadline: 'hold' } }),
    guarded(canary(10), { judge: { atDeadline: 'roll_back' } }),
  ],
  'guardrails-bake-without-alarms': [
    guarded(allAtOnce, { served: { alarms: 0 } }),
    guarded(allAtOnce, { served: { alarms: 1 } }),
  ],
  'guardrails-canary-steps': [guarded(canary(10, 50)), guarded(canary(50))],
  'guardrails-canary-half': [guarded(canary(51)), guarded(canary(50))],
  'guardrails-linear-steps': [guarded(linear(9)), guarded(linear(9), { served: { fleet: 'rolling' } })],
  'guardrails-whole-percents': [guarded(canary(12.5)), guarded(canary(12))],
  'guardrails-whole-instances': [
    guarded(canary(40), { served: { instanceCount: 2 } }),
    guarded(canary(50), { served: { instanceCount: 2 } }),
  ],
  'guardrails-scaled-shares': [
    guarded(canary(50), { served: { scales: true } }),
    guarded(allAtOnce, { served: { scales: true } }),
  ],
  'rolling-linear-only': [
    guarded(canary(10), { served: { fleet: 'rolling' } }),
    guarded(canary(10), { served: { fleet: 'blue-green' } }),
  ],
  'guardrails-wait': [
    guarded(canary(10), { rollout: { bakeSeconds: 3_601 } }),
    guarded(canary(10), { rollout: { bakeSeconds: 3_600 } }),
  ],
  'guardrails-time': [
    // Ten stages, and an hour more.
    guarded(linear(10), { rollout: { bakeSeconds: 2_520 } }),
    guarded(linear(10), { rollout: { bakeSeconds: 2_519 } }),
  ],
};

test('every combination has a case here, under its own name', () => {
  expect(Object.keys(table)).toEqual(combinations.map(({ id }) => id));
});

test.each(Object.entries(table))('%s: it is refused, once, and what differs in one thing is not', (id, [bad, good]) => {
  expect(refused(bad)).toEqual([expect.stringMatching(new RegExp(`^rollout: got .+: .+ \\(${id}\\)$`))]);
  expect(refused(good)).toEqual([]);
});

test('a message quotes the value got', () => {
  expect(refused(guarded(canary(40), { served: { instanceCount: 2 } }))[0]).toContain(
    'stepPercents [40] of 2 instances',
  );
  expect(refused(alias(ab({ userHeader: 'host' })))[0]).toContain('userHeader host');
});

test.each<[string, Case]>([
  ['a canary', alias(canary(5, 25))],
  ['linear steps past 50', endpoint(linear(10))],
  ['a shadow that the promotion follows', endpoint(shadow({ next: allAtOnce }))],
  ['a fresh baseline up to half', endpoint(canary(10, 50), { rollout: fresh })],
  ['a managed canary', guarded(canary(10))],
  ['a managed linear rollout', guarded(linear(25))],
  ['a test by user', alias(ab())],
  ['a replay', alias(replay)],
])('as long as no fact speaks against it, a policy is allowed: %s', (_, one) => {
  expect(refused(one)).toEqual([]);
});
