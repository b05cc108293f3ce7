import { ScenarioTimer } from '../scenario-timer.ts';
import { VirtualClock } from './virtual-clock.ts';

function recording(clock = new VirtualClock()) {
  const seen: Array<[event: string, second: number]> = [];
  const startMs = clock.nowMs;
  clock.on<string>('test', (event) => seen.push([event, (clock.nowMs - startMs) / 1000]));
  return { clock, seen, at: (seconds: number, event: string) => clock.after(seconds, { to: 'test', event }) };
}

test('timers go off on the way, each at its own moment and those of one moment in the order in which they were set', () => {
  const { clock, seen, at } = recording();
  at(20, 'later');
  at(10, 'first');
  at(10, 'second');
  at(31, 'not yet');
  clock.advance(30);
  expect(seen).toEqual([
    ['first', 10],
    ['second', 10],
    ['later', 20],
  ]);
  expect(clock.pending.map(({ event }) => event)).toEqual(['not yet']);
});

test('what a timer sets for a moment that is reached goes off in the same move', () => {
  const { clock, seen } = recording();
  clock.on<string>('chain', (event) => clock.after(5, { to: 'test', event: `${event} again` }));
  clock.after(5, { to: 'chain', event: 'tick' });
  clock.advance(10);
  expect(seen).toEqual([['tick again', 10]]);
});

test('a timer of the past goes off at the next move, even one of no time', () => {
  const { clock, seen } = recording();
  clock.advance(10);
  clock.at(new Date(clock.nowMs - 5_000), { to: 'test', event: 'late' });
  clock.advance(0);
  expect(seen).toEqual([['late', 10]]);
});

test('sleeping takes no time and moves the clock', async () => {
  const { clock, seen, at } = recording();
  at(30, 'due');
  await clock.sleep(30_000);
  expect(seen).toEqual([['due', 30]]);
});

test('a copy has the same timers, and what it sets nobody else sees', () => {
  const { clock, seen, at } = recording();
  at(10, 'shared');
  const copy = clock.copy();
  const other = recording(copy);
  other.at(5, 'own');
  copy.advance(10);
  expect(other.seen).toEqual([
    ['own', 5],
    ['shared', 10],
  ]);
  expect(seen).toEqual([]);
  expect(clock.advanceToNext()).toBe(true);
  expect(seen).toEqual([['shared', 10]]);
  expect(clock.advanceToNext()).toBe(false);
});

test('drives a scenario: a bake of the interpreter moves what the services do', async () => {
  const { clock, seen, at } = recording();
  at(30, 'in service');
  await new ScenarioTimer(clock).sleep(60_000);
  expect(seen).toEqual([['in service', 30]]);
});

test('a timer that nobody handles is a defect', () => {
  const clock = new VirtualClock();
  clock.after(1, { to: 'nobody', event: 0 });
  expect(() => clock.advance(1)).toThrow('nobody handles the timers of nobody');
});
