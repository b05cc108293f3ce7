import { noRoute } from '../../../lib/core/rollout/traffic.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { rollback } from '../../../lib/steps/operations/rollback.ts';
import { readChannel } from '../../../lib/steps/records/channel.ts';
import { noteForeign, standingNote } from '../../../lib/steps/records/foreign-note.ts';
import { readRollout } from '../../../lib/steps/records/rollout-record.ts';
import { recoverRollout } from '../../../lib/steps/support/recover-rollout.ts';
import { cut, promote, served, type World, world } from '../world.ts';

/** 1.0.0, then 1.0.1, then 1.1.0 served. */
async function thrice(): Promise<World> {
  const ports = await served();
  await cut(ports, { version: '1.0.1', parent: '1.0.0', runId: 'run-of-1.0.1' });
  await cut(ports, { version: '1.1.0', parent: '1.0.1', runId: 'run-of-1.1.0' });
  await promote(ports, '1.0.1', '1.0.0');
  await promote(ports, '1.1.0', '1.0.1');
  return ports;
}

const operator = (name: string, to?: string) => ({
  operation: 'rollback' as const,
  by: name,
  pipeline: 'iris',
  runId: name,
  executionArn: `arn:operator:${name}`,
  ...(to === undefined ? {} : { to }),
});

test('without a name it goes to what served before, and asked again it stays there', async () => {
  const ports = await thrice();
  expect(await rollback(operator('one'), ports)).toEqual({
    progress: 'done',
    waitSeconds: 0,
    from: '1.1.0',
    to: '1.0.1',
    sentence: '1.0.1 serves all traffic again, in place of 1.1.0, by one',
  });
  expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.0.1' });
  expect(await readChannel(ports.store, 'production')).toMatchObject({ current: '1.0.1', promoting: null });
  expect(await readRollout(ports.store, 'iris')).toMatchObject({ version: '1.0.1', state: 'promoted' });
  const at = (await readChannel(ports.store, 'production')).history.at(-1)?.at;
  expect(await rollback(operator('two'), ports)).toMatchObject({
    from: '1.0.1',
    to: '1.0.1',
    sentence: `1.0.1 serves already: it was gone back to at ${at}; name a version to go further back`,
  });
  expect(await rollback(operator('three', '1.0.0'), ports)).toMatchObject({ to: '1.0.0' });
});

test('the version that serves already is no move', async () => {
  const ports = await thrice();
  expect(await rollback(operator('one', '1.1.0'), ports)).toMatchObject({ sentence: '1.1.0 serves already' });
  expect(ports.target.calls.filter((call) => call.startsWith('shift'))).toEqual([]);
});

test('a release that cannot be made ready changes nothing', async () => {
  const ports = await thrice();
  ports.target.comesUp = () => false;
  await expect(rollback(operator('one'), ports)).rejects.toMatchObject({ code: 'not-ready' });
  expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.1.0' });
  expect(await readChannel(ports.store, 'production')).toMatchObject({ current: '1.1.0', promoting: null });
});

test('whatever happens the lease is free afterwards', async () => {
  const ports = await thrice();
  await rollback(operator('one'), ports);
  await expect(rollback(operator('two', '9.9.9'), ports)).rejects.toMatchObject({ code: 'version-unknown' });
  const lease = JSON.parse(new TextDecoder().decode((await ports.store.get(layout.lease('iris')))?.bytes));
  expect(lease.holder).toBeNull();
});

test('two at once take one step, and both are told where it went', async () => {
  const ports = await thrice();
  ports.executions.statuses.set('arn:operator:one', 'RUNNING').set('arn:operator:two', 'RUNNING');
  const both = await Promise.all([rollback(operator('one'), ports), rollback(operator('two'), ports)]);
  expect(both.map(({ to }) => to)).toEqual(['1.0.1', '1.0.1']);
  expect((await readChannel(ports.store, 'production')).current).toBe('1.0.1');
});

test('nothing that was ever released is nothing to go back from', async () => {
  await expect(rollback(operator('one'), world())).rejects.toMatchObject({ code: 'nothing-serves', fault: 'usage' });
});

test('taking over what somebody else did leaves nobody untold, also where who saw it died before they told', async () => {
  const ports = await thrice();
  const live = { ...noRoute, stable: 'by-hand' };
  const seenAt = ports.clock.now().toISOString();
  await noteForeign(ports.store, 'iris', { live, expected: ports.target.live, seenAt });
  ports.target.meddle(live);
  await rollback({ ...operator('one'), overwrite: true }, ports);
  expect(ports.target.live).toEqual({ ...noRoute, stable: 'v-1.0.1' });
  for (const seconds of [1, 120, 300]) {
    ports.clock.advance(seconds);
    await recoverRollout('iris', ports);
  }
  expect(ports.announced).toEqual([expect.stringMatching(/somebody else moved traffic: .*by-hand/)]);
  expect(await standingNote(ports.store, 'iris')).toBeUndefined();
});
