import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { Spilled } from '../../../lib/engine/numbers/spilled.ts';
import { temporaryFolder } from '../tables.ts';

const folder = temporaryFolder();

test('a block that the disk has not taken whole is not read as one', () => {
  const path = join(folder, 'short');
  const spilled = new Spilled(path, 1);
  for (let at = 0; at < 4096; at++) spilled.add(0, at, 1);
  expect([...spilled.blocks(0)].reduce((words, { length }) => words + length, 0)).toBe(8192);
  truncateSync(path, 20_000);
  expect(() => [...spilled.blocks(0)]).toThrow('3616 of 16384 bytes');
  spilled.close();
});
