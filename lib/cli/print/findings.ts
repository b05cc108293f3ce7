import type { Finding } from '../../core/doctor.ts';
import type { Paint } from './paint.ts';
import { oneLine } from './printable.ts';

/** A line for each, and under it what to do about what is not well. */
export function findingLines(findings: readonly Finding[], paint: Paint): string[] {
  const marks = { ok: paint.good('✓'), warn: paint.unsure('!'), fail: paint.bad('✕'), unknown: paint.unsure('?') };
  const width = Math.max(...findings.map(({ check }) => check.length));
  return findings.flatMap(({ check, state, sentence, mend }) => {
    const line = `${marks[state]} ${state.padEnd(7)}  ${check.padEnd(width)}  ${oneLine(sentence)}`;
    return mend === null ? [line] : [line, `${' '.repeat(width + 13)}${paint.quiet(oneLine(mend))}`];
  });
}
