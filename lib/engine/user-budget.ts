import { InputError } from '../core/errors.ts';

/** What SQL of the user may take, all of it together. */
export interface UserBudget {
  ms: number;
  /** Memory of this process, by which it may grow during one query. */
  bytes: number;
  /** What a query that was told to stop may take to do so; what makes one huge value hears of nothing until it is done. */
  graceMs: number;
}

const lookMs = 50;

/**
 * Runs queries within a budget. One that stops in time leaves an engine that goes on; one that does not is left to itself, and the engine
 * with it: `onLeft` is told, and must ask nothing more of it.
 */
export function withinBudget(
  budget: UserBudget,
  { interrupt, onLeft }: { interrupt(): void; onLeft(refusal: InputError): void },
) {
  let leftMs = budget.ms;
  const refusals = {
    slow: new InputError(
      'sql-too-slow',
      `the SQL of the contract takes more than ${budget.ms / 1000} s, which is for all of it together; make it simpler`,
    ),
    large: new InputError(
      'sql-too-large',
      `the SQL of the contract makes more than ${Math.round(budget.bytes / 2 ** 20)} MiB; make it simpler`,
    ),
  };
  return async <T>(query: () => Promise<T>): Promise<T> => {
    if (leftMs <= 0) throw refusals.slow;
    const [startedMs, startBytes] = [performance.now(), process.memoryUsage.rss()];
    const running = query();
    let stopped: keyof typeof refusals | undefined;
    let look: NodeJS.Timeout | undefined;
    let grace: NodeJS.Timeout | undefined;
    const left = new Promise<never>((_, reject) => {
      look = setInterval(() => {
        if (stopped) return;
        if (performance.now() - startedMs > leftMs) stopped = 'slow';
        else if (process.memoryUsage.rss() - startBytes > budget.bytes) stopped = 'large';
        if (!stopped) return;
        interrupt();
        const refusal = refusals[stopped];
        grace = setTimeout(() => {
          onLeft(refusal);
          reject(refusal);
        }, budget.graceMs);
      }, lookMs);
    });
    running.catch(() => {});
    try {
      const answer = await Promise.race([running, left]);
      if (!stopped) return answer;
    } catch (thrown) {
      if (!stopped) throw thrown;
    } finally {
      clearInterval(look);
      clearTimeout(grace);
      leftMs -= performance.now() - startedMs;
    }
    throw refusals[stopped];
  };
}
