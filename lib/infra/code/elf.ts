import { closeSync, openSync, readSync } from 'node:fs';

/** Lambda's names of its processors, and the number each has in the `e_machine` field of an ELF header. */
export const elfMachines = { x86_64: 62, arm64: 183 } as const;
export type Architecture = keyof typeof elfMachines;

const HEADER_BYTES = 20;
const MACHINE_OFFSET = 18;

/** The processor that a shared library was built for, as `e_machine`; undefined when the file is no little-endian ELF. */
export function elfMachineOf(path: string): number | undefined {
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return undefined;
  } finally {
    closeSync(file);
  }
  const littleEndianElf = header.readUInt32BE(0) === 0x7f454c46 && header[5] === 1;
  return littleEndianElf ? header.readUInt16LE(MACHINE_OFFSET) : undefined;
}
