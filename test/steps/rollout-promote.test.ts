import { noRoute } from '../../lib/core/rollout/traffic.ts';
import { forbidPromotion, readChannel } from '../../lib/steps/records/channel.ts';
import { readRollout } from '../../lib/steps/records/rollout-record.ts';
import { rolloutPromote } from '../../lib/steps/rollout-promote.ts';
import { shiftedTo } from './rollout.ts';

test('the channel says so before traffic moves, and names the release after', async () => {
  const { ports, input } = await shiftedTo(1);
  let announced: string | undefined;
  ports.target.before = async (call) => {
    if (call === 'shift') announced = (await readChannel(ports.store, 'production')).promoting?.version;
  };
  expect(await rolloutPromote(input, ports)).toMatchObject({
    outcome: 'promoted',
    sentence: '1.0.1 serves all traffic in place of 1.0.0',
  });
  expect(announced).toBe('1.0.1');
  expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.0.1' });
  expect(await readChannel(ports.store, 'production')).toMatchObject({ current: '1.0.1', promoting: null });
  expect(await readRollout(ports.store, 'iris')).toMatchObject({ state: 'promoted' });
});

test.each(['before', 'after'] as const)('failed %s traffic moved, it is finished by a second call', async (when) => {
  const { ports, input } = await shiftedTo(1);
  ports.target[when] = (call) => {
    if (call !== 'shift') return;
    ports.target[when] = () => {};
    throw new Error('the connection was lost');
  };
  await expect(rolloutPromote(input, ports)).rejects.toThrow('lost');
  expect(await readChannel(ports.store, 'production')).toMatchObject({
    current: '1.0.0',
    promoting: { version: '1.0.1' },
  });
  await rolloutPromote(input, ports);
  expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.0.1' });
  expect((await readChannel(ports.store, 'production')).history.map(({ version }) => version)).toEqual([
    '1.0.0',
    '1.0.1',
  ]);
});

test('once it was forbidden it goes back instead', async () => {
  const { ports, input } = await shiftedTo(1);
  await forbidPromotion(ports, 'production', input);
  expect(await rolloutPromote(input, ports)).toMatchObject({ outcome: 'rolled_back' });
  expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.0.0' });
});
