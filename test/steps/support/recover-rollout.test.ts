import { noRoute } from '../../../lib/core/rollout/traffic.ts';
import { recoverRollout } from '../../../lib/steps/support/recover-rollout.ts';
import { shiftedTo } from '../rollout.ts';
import { served } from '../world.ts';

test('without a rollout, or with a finished one, there is nothing to do', async () => {
  expect(await recoverRollout('iris', await served())).toEqual([]);
  const { ports, input } = await shiftedTo(0);
  await recoverRollout('iris', ports, input.executionArn);
  expect(await recoverRollout('iris', ports, input.executionArn)).toEqual([]);
});

test('a candidate that has traffic though its rollout was taken back is taken back again', async () => {
  const { ports, input } = await shiftedTo(0);
  const stray = ports.target.live;
  ports.executions.statuses.set(input.executionArn, 'ABORTED');
  await recoverRollout('iris', ports);
  ports.target.meddle(stray);
  expect(await recoverRollout('iris', ports)).toHaveLength(1);
  expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.0.0' });
});

test('it is known to whom the way back belongs: another execution that ended is no reason', async () => {
  const { ports, input } = await shiftedTo(0);
  ports.executions.statuses.set(input.executionArn, 'RUNNING');
  expect(await recoverRollout('iris', ports, 'arn:another')).toEqual([]);
  expect(ports.target.live.candidatePercent).toBe(10);
});

test("what nobody knows any more, as an operator's rollback that died, is gone after 15 minutes", async () => {
  const { ports } = await shiftedTo(0);
  ports.clock.advance(15 * 60);
  expect(await recoverRollout('iris', ports)).toEqual([]);
  ports.clock.advance(1);
  expect(await recoverRollout('iris', ports)).toHaveLength(1);
  expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.0.0' });
});
