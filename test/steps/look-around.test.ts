import { admissionSchema } from '../../lib/core/admission.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { lookAround } from '../../lib/steps/look-around.ts';
import { readJson } from '../../lib/steps/records/json-object.ts';
import { updateRollout } from '../../lib/steps/records/rollout-record.ts';
import { recover } from '../../lib/steps/recover.ts';
import { shiftedTo } from './rollout.ts';
import { admitRun, served, world } from './world.ts';

const nothing = { LeasesWithoutRun: 0, OverdueMinutes: 0, RolloutsUnverified: 0, ForeignRoutes: 0 };
const hour = 3_600;

test('where all is well, nothing is wrong', async () => {
  expect(await lookAround('iris', world())).toEqual(nothing);
  expect(await lookAround('iris', await served())).toEqual(nothing);
  const { ports } = await shiftedTo(0);
  expect(await lookAround('iris', ports)).toEqual(nothing);
});

test.each(['FAILED', 'TIMED_OUT', 'ABORTED', 'SUCCEEDED'] as const)('a holder that %s is gone', async (status) => {
  const { ports, input } = await shiftedTo(0);
  ports.executions.statuses.set(input.executionArn, status);
  expect(await lookAround('iris', ports)).toMatchObject({ LeasesWithoutRun: 1 });
  await recover({}, ports);
  expect(await lookAround('iris', ports)).toEqual(nothing);
});

test('a run has until its checks and its training have to be over, and six hours for all around them', async () => {
  const ports = world();
  const { runId, executionArn } = await admitRun(ports);
  ports.executions.statuses.set(executionArn, 'RUNNING');
  const policy = (await readJson(ports.store, layout.admission(runId), admissionSchema))?.value.policy;
  const { checksTimeLimitSeconds = 0, training = { timeLimitSeconds: 0 } } = policy ?? {};
  ports.clock.advance(checksTimeLimitSeconds + training.timeLimitSeconds + 6 * hour);
  expect((await lookAround('iris', ports)).OverdueMinutes).toBe(0);
  ports.clock.advance(120);
  expect((await lookAround('iris', ports)).OverdueMinutes).toBe(2);
});

test('a rollout has until every step had to be decided, with the time to move traffic and a day to be held', async () => {
  const { ports, input } = await shiftedTo(0);
  ports.executions.statuses.set(input.executionArn, 'RUNNING');
  const record = await updateRollout(ports.store, 'iris', input.runId, () => undefined);
  const steps = record.plan.steps.reduce((sum, one) => sum + Math.max(one.bakeSeconds, one.deadlineSeconds), 0);
  const since = (ports.clock.now().getTime() - Date.parse(record.startedAt)) / 1_000;
  ports.clock.advance(steps + (record.plan.steps.length + 1) * 2 * hour + 24 * hour - since);
  expect((await lookAround('iris', ports)).OverdueMinutes).toBe(0);
  ports.clock.advance(60);
  expect((await lookAround('iris', ports)).OverdueMinutes).toBe(1);
});

test('a rollout that is being ended is not verified until it is closed', async () => {
  const { ports, input } = await shiftedTo(0);
  await updateRollout(ports.store, 'iris', input.runId, (now) => ({ ...now, converging: true }));
  expect(await lookAround('iris', ports)).toEqual({ ...nothing, RolloutsUnverified: 1 });
  await recover({ executionArn: input.executionArn }, ports);
  expect(await lookAround('iris', ports)).toEqual(nothing);
});

test('what somebody else did to the traffic is wrong until it is taken back', async () => {
  const ports = await served();
  await admitRun(ports, { runId: 'data-2' });
  const live = ports.target.live;
  ports.target.meddle({ ...live, stable: 'by-hand' });
  await recover({}, ports);
  expect(await lookAround('iris', ports)).toEqual({ ...nothing, ForeignRoutes: 1 });
  ports.target.meddle(live);
  ports.clock.advance(600);
  await recover({}, ports);
  expect(await lookAround('iris', ports)).toEqual(nothing);
});
