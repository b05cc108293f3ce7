const measured: string[] = [];

/** Does `work` and notes how long it took. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  try {
    return await work();
  } finally {
    measured.push(`${((performance.now() - started) / 1_000).toFixed(1).padStart(6)} s  ${what}`);
  }
}

export function secondsLines(): string[] {
  return measured;
}
