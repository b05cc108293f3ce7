import { join } from 'node:path';
import { countDifferent, keyPartitions, partitionOfKey } from '../../../lib/engine/numbers/different.ts';
import { Spilled } from '../../../lib/engine/numbers/spilled.ts';
import { temporaryFolder } from '../tables.ts';

const folder = temporaryFolder();

/** Keys of which all have the same hash: the lower half undoes what the upper one does to it. */
function* clashing(count: number): Generator<[low: number, high: number]> {
  for (let high = 1; high <= count; high++) yield [Math.imul(high, 0x9e3779b1) ^ 12_345, high];
}

test('keys that were chosen to be in each other’s way are given up, instead of taking for ever', () => {
  const spilled = new Spilled(join(folder, 'clashing'), keyPartitions);
  try {
    for (const [low, high] of clashing(200_000)) spilled.add(partitionOfKey(low, high), low, high);
    expect(countDifferent(spilled)).toBeUndefined();
  } finally {
    spilled.close();
  }
});

test('a few of them are counted like others', () => {
  const spilled = new Spilled(join(folder, 'few'), keyPartitions);
  try {
    for (const [low, high] of [...clashing(20), ...clashing(10)]) spilled.add(partitionOfKey(low, high), low, high);
    expect(countDifferent(spilled)).toEqual({ keys: 30, different: 20, repeated: 10 });
  } finally {
    spilled.close();
  }
});
