import type { Spilled } from './spilled.ts';

/** Each is counted on its own, in a table that a processor has near: of 10 million keys, some 80,000. */
export const keyPartitions = 128;
const partitionBits = 7;

/** Slots of a table, 9 bytes each, of which three quarters are used at most. */
const [fewestSlots, mostSlots] = [1 << 12, 1 << 23];
/** Slots that are looked at for a key in the mean. It is about two, unless somebody chose keys that are in each other's way. */
const mostLooks = 32;

export interface KeyCounts {
  keys: number;
  different: number;
  /** Different keys that are there more than once. */
  repeated: number;
}

/** Which partition a key is in. */
export function partitionOfKey(low: number, high: number): number {
  return mixed(low, high) >>> (32 - partitionBits);
}

/** Exactly how many keys there are; undefined where to tell takes too much memory or time. */
export function countDifferent(spilled: Spilled): KeyCounts | undefined {
  const total = { keys: 0, different: 0, repeated: 0 };
  const largest = Math.max(...Array.from({ length: spilled.partitions }, (_, partition) => spilled.count(partition)));
  const table = tableFor(largest);
  for (let partition = 0; partition < spilled.partitions; partition++) {
    const counted = countIn(table, spilled, partition);
    if (!counted) return undefined;
    total.keys += spilled.count(partition);
    total.different += counted.different;
    total.repeated += counted.repeated;
  }
  return total;
}

/** Keys by open addressing, where 0 is an empty slot. */
interface KeyTable {
  words: Int32Array;
  /** Whether the key of a slot came again. */
  again: Uint8Array;
}

function tableFor(keys: number): KeyTable {
  let slots = fewestSlots;
  while (slots < mostSlots && 0.75 * slots < keys) slots *= 2;
  return { words: new Int32Array(2 * slots), again: new Uint8Array(slots) };
}

function countIn({ words, again }: KeyTable, spilled: Spilled, partition: number) {
  words.fill(0);
  again.fill(0);
  const mask = again.length - 1;
  let [different, repeated, zeros, looks] = [0, 0, 0, 0];
  for (const block of spilled.blocks(partition)) {
    for (let at = 0; at < block.length; at += 2) {
      const [low, high] = [block[at] as number, block[at + 1] as number];
      if ((low | high) === 0) {
        zeros += 1;
        continue;
      }
      let slot = mixed(low, high) & mask;
      while (
        (words[2 * slot] !== low || words[2 * slot + 1] !== high) &&
        (words[2 * slot] !== 0 || words[2 * slot + 1] !== 0)
      ) {
        slot = (slot + 1) & mask;
        looks += 1;
      }
      if (words[2 * slot] === low && words[2 * slot + 1] === high) {
        if (again[slot] === 0) repeated += 1;
        again[slot] = 1;
      } else {
        words[2 * slot] = low;
        words[2 * slot + 1] = high;
        different += 1;
      }
    }
    if (different > 0.75 * again.length || looks > mostLooks * (spilled.count(partition) + again.length))
      return undefined;
  }
  return { different: different + Math.min(1, zeros), repeated: repeated + (zeros > 1 ? 1 : 0) };
}

/** The last steps of MurmurHash3, over both halves. */
function mixed(low: number, high: number): number {
  let bits = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
