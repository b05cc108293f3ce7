import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicy } from '../../../lib/core/policy/parse.ts';
import type { Policy } from '../../../lib/core/policy/schema.ts';
import { forecastRows } from '../../../lib/core/rollout/planner/rows.ts';
import { type Forecast, forecast, refusal } from '../../../lib/core/rollout/planner.ts';
import { uniformsFrom } from '../../../lib/core/uniforms.ts';
import { judgeOver } from '../../bench/judge/ours.ts';
import { secondsAt } from '../../bench/judge/section.ts';
import { windowOf } from '../../bench/judge/traffic.ts';

const text = readFileSync(join(import.meta.dirname, '../../../examples/iris/signalbox.yaml'), 'utf8');
const iris = parsePolicy(text);

/** The example's policy with another strategy, or other rules. */
function policyOf(over: { strategy?: string; judge?: string; rollout?: string; target?: string } = {}): Policy {
  return parsePolicy(
    text
      .replace('{ kind: canary, stepPercents: [10, 50] }', over.strategy ?? '{ kind: canary, stepPercents: [10, 50] }')
      .replace('target: lambda-alias', `target: ${over.target ?? 'lambda-alias'}`)
      .replace('maxLatencyP99Ms: 500 }', `maxLatencyP99Ms: 500, ${over.judge ?? ''} }`)
      .replace('windowSeconds: 60', `windowSeconds: 60\n  ${over.rollout ?? ''}`),
  );
}

function planned(policy: Policy, requestsPerSecond: number): Forecast {
  const made = forecast(policy, 'aws', requestsPerSecond);
  if (!made) throw new Error('no forecast');
  return made;
}

test('without an expected rate nothing is checked', () => {
  expect(forecast(iris, 'aws', undefined)).toBeNull();
  expect(refusal(null)).toBeNull();
});

test('more requests make every time shorter, and a larger share too', () => {
  const [few, many] = [planned(iris, 10), planned(iris, 100)];
  for (const [i, step] of few.steps.entries()) {
    expect(many.steps[i]?.catch10Seconds).toBeLessThanOrEqual(step.catch10Seconds ?? 0);
    expect(many.steps[i]?.minRequestsSeconds).toBeLessThan(step.minRequestsSeconds);
  }
  expect(few.steps[1]?.catch5Seconds).toBeLessThan(few.steps[0]?.catch5Seconds ?? 0);
});

test('a plan that fits is not refused; one that cannot get enough requests is, with what would help', () => {
  expect(refusal(planned(iris, 50))).toBeNull();
  const sentence = refusal(planned(iris, 0.1));
  expect(sentence).toMatch(
    /^at 0.01 requests\/s of the candidate the step of 10 % takes about 5,000 s to get 50 requests \(judge.minRequests\), and it has 1,800 s: .*larger share.*longer bake/,
  );
});

test('a plan whose last step has no time for its proof is refused, unless the policy allows it or asks for none', () => {
  const sentence = refusal(planned(policyOf({ judge: 'errors: { maxIncrease: 0.002 }' }), 3));
  expect(sentence).toMatch(
    /the step of 50 % takes about [\d,]+ s to prove that a healthy candidate is no worse than allowed/,
  );
  const allowed = policyOf({
    judge: 'errors: { maxIncrease: 0.002 }, underpowered: allow',
    rollout: 'expectedRequestsPerSecond: 3',
  });
  expect(refusal(planned(allowed, 3))).toBeNull();
  const asked = policyOf({ judge: 'errors: { maxIncrease: 0.002 }, promoteOn: no_regression' });
  expect(refusal(planned(asked, 3))).toBeNull();
});

test('a margin of nothing can never be proven, and says so', () => {
  expect(refusal(planned(policyOf({ judge: 'errors: { maxIncrease: 0 }' }), 1_000))).toContain(
    'takes forever to prove',
  );
});

test('a shadow is timed by its copies, errors and agreement both', () => {
  const shadow = planned(policyOf({ strategy: '{ kind: shadow, samplePercent: 50 }' }), 50);
  expect(shadow.steps).toHaveLength(1);
  expect(shadow.steps[0]).toMatchObject({ candidatePerSecond: 25, fits: true });
  expect(
    refusal(planned(policyOf({ strategy: '{ kind: shadow, source: replay, maxDisagreement: 0 }' }), 50)),
  ).toContain('takes forever');
});

test('an A/B test needs users for its least effect: a smaller one takes longer, and more than the horizon is refused', () => {
  const ab = (minEffect: number) =>
    policyOf({
      strategy: `{ kind: ab, horizonSeconds: 100000, minEffect: ${minEffect}, metric: { name: conversion } }`,
    });
  const [small, large] = [planned(ab(0.01), 10), planned(ab(0.05), 10)];
  expect(small.steps[0]?.proofSeconds).toBeGreaterThan(4 * (large.steps[0]?.proofSeconds ?? 0));
  expect(refusal(large)).toBeNull();
  expect(refusal(planned(ab(0.001), 0.1))).toContain('better by twice');
});

test('what is printed has a row a step, as wide as the headings', () => {
  const rows = forecastRows(planned(iris, 50));
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(row).toHaveLength(rows[0]?.length ?? 0);
  expect(rows[1]).toContain('10 % split');
});

/** The promise of a forecast: half of all rollouts are sooner, by and large. Other seeds of the bench's simulation. */
test.each([
  { rps: 10, percent: 10, manner: 'split' as const },
  { rps: 50, percent: 10, manner: 'split' as const },
  { rps: 50, percent: 50, manner: 'split' as const },
  { rps: 50, percent: 10, manner: 'compared' as const },
])('times are those of the judge within a factor of 1.7: $rps/s, $percent %, $manner', ({ rps, percent, manner }) => {
  const policy = policyOf({
    strategy: `{ kind: canary, stepPercents: [${percent}] }`,
    ...(manner === 'compared' ? { target: 'sagemaker-endpoint', rollout: 'baseline: fresh' } : {}),
  });
  const foretold = planned({ ...policy, rollout: { ...policy.rollout, windowSeconds: 10 } }, rps).steps[0];
  const base = {
    requestsPerSecond: rps,
    share: percent / 100,
    windowSeconds: 10,
    correlation: 0,
    baseline: manner === 'compared',
  };
  const rollout = { rules: policy.rollout.judge, manner, percent, windowSeconds: 10 };
  const median = (candidate: number, of: 'rolledBack' | 'promoted') => {
    const next = uniformsFrom(7);
    const rates = { candidate, champion: 0.005 };
    const times = Array.from(
      { length: 30 },
      () => judgeOver(3_600, rollout, () => windowOf({ ...base, rates }, next))[of],
    );
    return secondsAt(times, 0.5);
  };
  for (const [seconds, seen] of [
    [foretold?.catch10Seconds, median(0.05, 'rolledBack')],
    [foretold?.proofSeconds, median(0.005, 'promoted')],
  ]) {
    // A window more or less is no fault of the forecast.
    expect(seconds).toBeLessThanOrEqual(1.7 * (seen ?? 0) + 10);
    expect(seconds).toBeGreaterThanOrEqual((seen ?? 0) / 1.7 - 10);
  }
});
