import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../../../lib/core/judge/judge.ts';
import type { Ruling } from '../../../lib/core/judge/look.ts';
import { parsePolicy } from '../../../lib/core/policy/parse.ts';
import { planOf } from '../../../lib/core/rollout/plan.ts';
import { uniformsFrom } from '../../../lib/core/uniforms.ts';
import { arm } from './rollout.ts';

const iris = parsePolicy(readFileSync(join(import.meta.dirname, '../../../examples/iris/signalbox.yaml'), 'utf8'));
const plan = planOf(iris, 'local', true);
const requestsPerSecond = 200;

/** The demo's rollout: 200 requests/s, each routed by chance, of which the candidate fails a share. */
function demo(failing: number, seed: number): Array<Ruling & { step: number }> {
  const next = uniformsFrom(seed);
  const chance = (share: number) => (count: number) =>
    Array.from({ length: count }).filter(() => next() < share).length;
  const rulings: Array<Ruling & { step: number }> = [];
  let { step, secondsInStep } = { step: 0, secondsInStep: 0 };
  for (;;) {
    secondsInStep += plan.windowSeconds;
    const candidate = chance((plan.steps[step]?.percent ?? 0) / 100)(requestsPerSecond * plan.windowSeconds);
    const ruling = judge({
      rules: iris.rollout.judge,
      strategy: iris.rollout.strategy,
      plan,
      step,
      secondsInStep,
      paused: false,
      earlier: rulings.map((one) => ({ step: one.step, candidate: null, champion: null })),
      state: rulings.at(-1)?.state,
      candidate: arm(candidate, chance(failing)(candidate)),
      champion: arm(requestsPerSecond * plan.windowSeconds - candidate, 0),
      hasChampion: true,
    });
    rulings.push({ ...ruling, step });
    if (ruling.decision === 'advance') [step, secondsInStep] = [step + 1, 0];
    if (ruling.decision === 'promote' || ruling.decision === 'roll_back') return rulings;
  }
}

const seeds = Array.from({ length: 30 }, (_, i) => i);

test('a good model is promoted within about two bakes of the example’s policy on a laptop', () => {
  for (const seed of seeds) {
    const rulings = demo(0, seed);
    expect(rulings.at(-1)).toMatchObject({ decision: 'promote', verdict: 'pass' });
    expect(rulings.length * plan.windowSeconds).toBeLessThanOrEqual(12);
  }
});

test('a model that fails every tenth request goes back while it has 10 % of the traffic', () => {
  for (const seed of seeds) {
    const rulings = demo(0.1, seed);
    expect(rulings.at(-1)).toMatchObject({ decision: 'roll_back', verdict: 'fail', step: 0 });
  }
});
