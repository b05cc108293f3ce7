import { noRoute } from '../../../lib/core/rollout/traffic.ts';
import type { Ports } from '../../../lib/ports.ts';
import { clearNote, standingNote } from '../../../lib/steps/records/foreign-note.ts';
import { reportForeign } from '../../../lib/steps/support/foreign-writer.ts';
import { served } from '../world.ts';

const expected = { ...noRoute, stable: 'v-1.0.0' };
const live = { ...noRoute, stable: 'by-hand' };

/** Every look at the clock is a millisecond later than the one before, as it is everywhere but in tests. */
function ticking(ports: Ports): Ports {
  let ms = 0;
  return { ...ports, clock: { now: () => new Date(ports.clock.now().getTime() + ms++) } };
}

test('whoever notes what somebody else did tells people at once, also where time goes by', async () => {
  const world = await served();
  const ports = ticking(world);
  const seen = { live, expected, seenAt: ports.clock.now().toISOString() };
  await reportForeign('iris', seen, null, ports);
  await reportForeign('iris', { ...seen, seenAt: ports.clock.now().toISOString() }, null, ports);
  expect(world.announced).toEqual([expect.stringContaining('somebody else moved traffic')]);
  expect(await standingNote(ports.store, 'iris')).toMatchObject({ since: seen.seenAt, told: true });
});

test('what was seen before it was taken over is no news to anybody', async () => {
  const world = await served();
  const ports = ticking(world);
  const look = () => ({ live, expected, seenAt: ports.clock.now().toISOString() });
  const early = look();
  await reportForeign('iris', look(), null, ports);
  await clearNote(ports, 'iris');
  expect(await reportForeign('iris', early, null, ports)).toMatchObject({ clearedAt: expect.any(String) });
  expect(world.announced).toHaveLength(1);
  expect(await reportForeign('iris', look(), null, ports)).toMatchObject({ clearedAt: expect.any(String) });
  expect(world.announced).toHaveLength(1);
  // That they did it again is.
  world.clock.advance(31);
  await reportForeign('iris', look(), null, ports);
  expect(world.announced).toHaveLength(2);
});
