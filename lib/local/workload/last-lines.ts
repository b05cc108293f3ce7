/** The last lines of an output on one line: enough to see why, short enough for a sentence of a report. */
export function lastLines(tail: string): string {
  const lines = tail.trim().split('\n').slice(-4);
  return lines
    .map((line) => line.trim())
    .join(' | ')
    .slice(-600);
}
