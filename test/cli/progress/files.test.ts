import type { Session } from '../../../lib/cli/commands/command.ts';
import { fileProgress } from '../../../lib/cli/progress/files.ts';

/** A session whose clock and ticker are moved by hand. */
function session() {
  const notes: string[] = [];
  const time = { ms: 0 };
  const ticks: Array<() => void> = [];
  const fake = {
    clock: { now: () => new Date(time.ms) },
    every: (_: number, call: () => void) => {
      ticks.push(call);
      return { stop: () => ticks.splice(0) };
    },
    print: { note: (text: string) => notes.push(text) },
  } as unknown as Session;
  const pass = (ms: number) => {
    time.ms += ms;
    for (const tick of ticks) tick();
  };
  return { fake, notes, pass };
}

test('what is read at once is not told; what takes longer is, once a file', () => {
  const { fake, notes, pass } = session();
  const progress = fileProgress(fake);
  progress.onFile('a.csv', 1, 2);
  pass(1_000);
  expect(notes).toEqual([]);
  pass(2_000);
  pass(2_000);
  progress.onFile('b.csv', 2, 2);
  pass(1_000);
  expect(notes).toEqual(['reading 1 of 2: a.csv, 3 s', 'reading 2 of 2: b.csv, 6 s']);
});

test('nothing is told after the end', () => {
  const { fake, notes, pass } = session();
  const progress = fileProgress(fake);
  progress.onFile('a.csv', 1, 1);
  progress.stop();
  pass(60_000);
  expect(notes).toEqual([]);
});
