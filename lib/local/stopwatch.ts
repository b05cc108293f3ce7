/** Seconds that a run spent in the workload's own processes: checks, training, and servers until they are ready. */
export class Stopwatch {
  workloadSeconds = 0;

  async workload<T>(work: () => Promise<T>): Promise<T> {
    const startedMs = performance.now();
    try {
      return await work();
    } finally {
      this.workloadSeconds += (performance.now() - startedMs) / 1000;
    }
  }
}
