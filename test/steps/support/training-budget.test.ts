import type { PaidTraining } from '../../../lib/core/cost/paid-training.ts';
import { gateSchema } from '../../../lib/core/run-schemas.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { readJson } from '../../../lib/steps/records/json-object.ts';
import { readAdmission } from '../../../lib/steps/support/run-records.ts';
import { budgetTraining, noteSpending } from '../../../lib/steps/support/training-budget.ts';
import { admitRun, request, type World, world } from '../world.ts';

const onAws = 'arn:aws:states:eu-west-1:111122223333:execution:delivery:data-2';
const training: PaidTraining = {
  ...{ kind: 'build', size: 'BUILD_GENERAL1_MEDIUM', count: 1, spot: false, limitSeconds: 28_800 },
  budget: { maxDollarsPerMonth: 0.19 },
};

async function asked(ports: World, runId: string) {
  const { policy } = await readAdmission(ports.store, (await admitRun(ports, { runId })).runId);
  return budgetTraining(request({ runId }), onAws, policy, ports);
}

const trained = (minutes: number) => [
  {
    ...{ machine: 'delivery', state: 'Train', status: 'done' as const },
    enteredAt: '2026-01-01T00:00:00.000Z',
    leftAt: new Date(Date.UTC(2026, 0, 1, 0, minutes)).toISOString(),
  },
];

test('where training costs nothing, nothing is limited and nothing is noted', async () => {
  const ports = world();
  expect(await asked(ports, 'data-2')).toMatchObject({ seconds: 300, dollarsAtMost: null });
  await noteSpending(request(), onAws, trained(5), ports);
  expect(await ports.store.get(layout.spending('delivery', '2026-01'))).toBeUndefined();
});

test('a run reserves what it may cost, and when it has ended the next finds what it did cost', async () => {
  const ports = Object.assign(world(), { training });
  // 300 s and 10 minutes around them: 15 minutes at $0.01.
  expect(await asked(ports, 'data-1')).toMatchObject({ minutes: 15, gate: { verdict: 'pass' } });
  const refused = await asked(ports, 'data-2');
  expect(refused.gate).toMatchObject({
    verdict: 'fail',
    sentence: expect.stringMatching(/\$0\.15 are spent or reserved/),
  });
  expect((await readJson(ports.store, layout.gate('data-2', 'budget'), gateSchema))?.value).toEqual(refused.gate);
  await noteSpending(request({ runId: 'data-1' }), onAws, trained(2), ports);
  expect(await asked(ports, 'data-2')).toMatchObject({ gate: { verdict: 'pass', facts: { spentDollars: 0.02 } } });
});

test('a training that is still under way counts up to now', async () => {
  const ports = Object.assign(world(), { training });
  ports.clock.advance(3_600);
  const [open] = trained(5);
  await asked(ports, 'data-1');
  const enteredAt = new Date(ports.clock.now().getTime() - 120_000).toISOString();
  await noteSpending(request({ runId: 'data-1' }), onAws, open ? [{ ...open, enteredAt, leftAt: null }] : [], ports);
  const stored = JSON.parse(
    new TextDecoder().decode((await ports.store.get(layout.spending('delivery', '2026-01')))?.bytes),
  );
  expect(stored).toMatchObject({ 'data-1': { state: 'spent', seconds: 120, dollars: 0.02 } });
});
