/** One part of the benchmark: what it prints, and the bars that it missed. */
export interface Section {
  title: string;
  lines: string[];
  missed: string[];
}

export function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Seconds, the quantile of all runs; those that never came to it are later than all others. */
export function quantileSeconds(times: Array<number | null>, share: number): string {
  const value = secondsAt(times, share);
  return Number.isFinite(value) ? `${value} s` : 'never';
}

export function secondsAt(times: Array<number | null>, share: number): number {
  const sorted = times.map((time) => time ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.POSITIVE_INFINITY;
}
