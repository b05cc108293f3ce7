import fc from 'fast-check';
import { releaseLease } from '../../../lib/steps/records/lease.ts';
import { peekNext } from '../../../lib/steps/records/queue.ts';
import { takeTurn } from '../../../lib/steps/support/turn.ts';
import { wakeNext } from '../../../lib/steps/support/wake.ts';
import { interleaved } from '../../support/interleaved.ts';
import { arnOf, request, type World, world } from '../world.ts';

const turn = (runId: string, ports: World) =>
  takeTurn(request({ runId }), { runId, executionArn: arnOf(runId) }, ports);

test('who comes first has the turn, and has it still when asked again', async () => {
  const ports = world();
  expect(await turn('a', ports)).toEqual({ held: true, token: 1 });
  expect(await turn('a', ports)).toEqual({ held: true, token: 1 });
  expect(await peekNext(ports.store, 'iris')).toBeUndefined();
});

test('who comes second waits, once, and learns for whom', async () => {
  const ports = world();
  await turn('a', ports);
  for (const _ of [1, 2]) expect(await turn('b', ports)).toMatchObject({ held: false, runId: 'a' });
  expect(await wakeNext('iris', ports)).toBe(`data-${'cause of b'.slice(0, 12)}-2`);
  expect(await peekNext(ports.store, 'iris')).toBeUndefined();
});

test('nobody waits for ever: whenever the holder lets go, the other has the turn or is woken', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const plain = world();
      await turn('a', plain);
      plain.executions.statuses.set(arnOf('a'), 'RUNNING');
      const ports = { ...plain, store: interleaved(plain.store, scheduler) };
      const letGo = async () => {
        if (await releaseLease(ports, 'iris', arnOf('a'))) await wakeNext('iris', ports);
      };
      const [theirs] = await scheduler.waitFor(Promise.all([turn('b', ports), letGo()]));
      const woken = plain.executions.started.length > 0;
      expect(theirs.held || woken).toBe(true);
      expect(await peekNext(plain.store, 'iris')).toBeUndefined();
    }),
  );
});

test('whoever has the turn leaves no earlier attempt of its own in the queue, and nobody else out of it', async () => {
  const ports = world();
  await turn('a', ports);
  for (const runId of ['b', 'c']) await turn(runId, ports);
  await releaseLease(ports, 'iris', arnOf('a'));
  const again = request({ runId: 'b-2', cause: 'cause of b', attempt: 2 });
  expect(await takeTurn(again, { runId: 'b-2', executionArn: arnOf('b-2') }, ports)).toMatchObject({ held: true });
  expect((await peekNext(ports.store, 'iris'))?.runId).toBe('c');
});
