import { noRoute } from '../../lib/core/rollout/traffic.ts';
import { rollback } from '../../lib/steps/operations/rollback.ts';
import { readRollout } from '../../lib/steps/records/rollout-record.ts';
import { rolloutPromote } from '../../lib/steps/rollout-promote.ts';
import { rolloutRollBack } from '../../lib/steps/rollout-roll-back.ts';
import { rolloutShift } from '../../lib/steps/rollout-shift.ts';
import { rolloutVerify } from '../../lib/steps/rollout-verify.ts';
import { rolloutOpen, shiftedTo } from './rollout.ts';

const ways = { promoted: rolloutPromote, rolled_back: rolloutRollBack };

test.each(['promoted', 'rolled_back'] as const)('%s is believed once channel and target say so', async (outcome) => {
  const { ports, input } = await shiftedTo(1);
  const result = await ways[outcome](input, ports);
  expect(await rolloutVerify({ ...input, result }, ports)).toEqual(result);
});

test('after a promotion the version before stays ready, so that going back is quick', async () => {
  const { ports, input } = await shiftedTo(1);
  for (const id of ['v-0.9.0', 'v-1.0.0', 'v-1.0.1']) ports.target.prepared.add(id);
  await rolloutVerify({ ...input, result: await rolloutPromote(input, ports) }, ports);
  expect([...ports.target.prepared].sort()).toEqual(['v-1.0.0', 'v-1.0.1']);
});

test('after going back the candidate is let go', async () => {
  const { ports, input } = await shiftedTo(1);
  for (const id of ['v-1.0.0', 'v-1.0.1']) ports.target.prepared.add(id);
  await rolloutVerify({ ...input, result: await rolloutRollBack(input, ports) }, ports);
  expect([...ports.target.prepared]).toEqual(['v-1.0.0']);
});

test('a promotion that the channel does not name is not believed', async () => {
  const { ports, input } = await shiftedTo(1);
  const result = { ...(await rolloutRollBack(input, ports)), outcome: 'promoted' as const };
  await expect(rolloutVerify({ ...input, result }, ports)).rejects.toMatchObject({
    code: 'not-verified',
    message: expect.stringMatching(/the channel names 1\.0\.0/),
  });
});

test('a route that somebody else set since is told, and what they did is not undone', async () => {
  const { ports, input } = await shiftedTo(1);
  const result = await rolloutRollBack(input, ports);
  ports.target.meddle({ ...noRoute, stable: 'by-hand' });
  expect(await rolloutVerify({ ...input, result }, ports)).toMatchObject({ outcome: 'unknown' });
  expect(await rolloutVerify({ ...input, result }, ports)).toMatchObject({ outcome: 'unknown' });
  expect(ports.target.live.stable).toBe('by-hand');
  expect(ports.announced).toEqual([expect.stringMatching(/somebody else moved traffic: .*by-hand/)]);
});

test('an operator who went on since is believed before the rollout is', async () => {
  const { ports, input } = await shiftedTo(1);
  const result = await rolloutPromote(input, ports);
  const operator = {
    operation: 'rollback' as const,
    by: 'ada',
    pipeline: 'iris',
    runId: 'operator-1',
    executionArn: 'arn:1',
  };
  await rollback(operator, ports);
  expect(await rolloutVerify({ ...input, result }, ports)).toMatchObject({
    outcome: 'rolled_back',
    sentence: '1.0.1 was promoted, and an operator went to 1.0.0 since',
  });
});

test('nothing that a lost call may still give traffic is removed', async () => {
  const { ports, input } = await shiftedTo(0);
  for (const id of ['v-1.0.0', 'v-1.0.1']) ports.target.prepared.add(id);
  ports.target.before = (call) => {
    if (call !== 'shift') return;
    ports.target.before = () => {};
    throw new Error('no answer');
  };
  await expect(rolloutShift({ ...input, step: 1 }, ports)).rejects.toThrow('no answer');
  await rolloutVerify({ ...input, result: await rolloutRollBack(input, ports) }, ports);
  expect([...ports.target.prepared].sort()).toEqual(['v-1.0.0', 'v-1.0.1']);
});

test('a rollout that a process which was given up opened after its run had ended it is ended as well', async () => {
  const { ports, input } = await rolloutOpen();
  const result = { outcome: 'rolled_back' as const, sentence: 'traffic was never moved', waitSeconds: 0 };
  expect(await rolloutVerify({ ...input, result }, ports)).toEqual(result);
  expect(await readRollout(ports.store, 'iris')).toMatchObject({ runId: input.runId, state: 'rolled_back' });
});
