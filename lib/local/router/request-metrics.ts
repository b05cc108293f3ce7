import type { ArmWindow } from '../../core/rollout/traffic.ts';

/** Windows begin and end on multiples of this. */
const grainMs = 100;
const keptMs = 3_600_000;

/** Latency bins grow by 2 %, so a quantile is off by at most 1 %; the lowest bin ends at 0.05 ms. */
const lowestMs = 0.05;
const growth = Math.log(1.02);

interface Cell {
  requests: number;
  errors: number;
  /** Count by latency bin. */
  latencies: Map<number, number>;
}

/** Counts of one router by version and 100 ms, for an hour. Lives in memory: a restarted router begins anew. */
export class RequestMetrics {
  #cells = new Map<string, Map<number, Cell>>();

  record(servableId: string, endedAtMs: number, latencyMs: number, failed: boolean): void {
    const cells = entry(this.#cells, servableId, () => new Map<number, Cell>());
    const index = Math.floor(endedAtMs / grainMs);
    if (!cells.has(index)) forgetBefore(cells, index - keptMs / grainMs);
    const cell = entry(cells, index, () => ({ requests: 0, errors: 0, latencies: new Map() }));
    const bin = Math.max(0, Math.ceil(Math.log(latencyMs / lowestMs) / growth));
    cell.requests += 1;
    if (failed) cell.errors += 1;
    cell.latencies.set(bin, (cell.latencies.get(bin) ?? 0) + 1);
  }

  /** Requests that ended in [from, to), both rounded down to the grain: adjacent windows share nothing and lose nothing. */
  read(fromMs: number, toMs: number): ArmWindow[] {
    const first = Math.floor(fromMs / grainMs);
    const end = Math.floor(toMs / grainMs);
    return [...this.#cells].flatMap(([servableId, cells]) => {
      const sum = total([...cells].filter(([index]) => index >= first && index < end).map(([, cell]) => cell));
      if (sum.requests === 0) return [];
      const { requests, errors } = sum;
      return [{ servableId, requests, errors, p50Ms: quantile(sum, 0.5), p99Ms: quantile(sum, 0.99) }];
    });
  }
}

function total(cells: Cell[]): Cell {
  const sum: Cell = { requests: 0, errors: 0, latencies: new Map() };
  for (const cell of cells) {
    sum.requests += cell.requests;
    sum.errors += cell.errors;
    for (const [bin, count] of cell.latencies) sum.latencies.set(bin, (sum.latencies.get(bin) ?? 0) + count);
  }
  return sum;
}

/** Nearest rank: the smallest latency that at least the share `p` of requests did not exceed; the middle of its bin. */
function quantile(cell: Cell, p: number): number {
  const rank = Math.ceil(p * cell.requests);
  const bins = [...cell.latencies].sort(([a], [b]) => a - b);
  let seen = 0;
  for (const [bin, count] of bins) {
    seen += count;
    if (seen >= rank) return Number((lowestMs * Math.exp((bin - 0.5) * growth)).toPrecision(4));
  }
  return 0;
}

/** Entries were inserted in order of time, so the old ones come first. */
function forgetBefore(cells: Map<number, Cell>, index: number): void {
  for (const old of cells.keys()) {
    if (old >= index) return;
    cells.delete(old);
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
