import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Swap, swaps } from '../test/emulator/swaps.ts';
import { withBlock } from './with-block.ts';

/** docs/emulator.md with the table of what the suite swaps. */
export function emulatorPage(): string {
  const page = readFileSync(join(import.meta.dirname, '../docs/emulator.md'), 'utf8');
  const list: Swap[] = Object.values(swaps);
  const lines = list.map((one) => `| \`${one.resource}\` | ${one.by} | ${one.why} | ${one.unproved} |`);
  const head = ['| what | by | why | not proved here |', '| --- | --- | --- | --- |'];
  return withBlock(page, 'swaps', [...head, ...lines].join('\n'));
}
