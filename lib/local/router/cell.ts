import { countPredictions, type Said } from '../../core/rollout/answers.ts';
import { type ArmWindow, latencyBin, latencyBinMs } from '../../core/rollout/traffic.ts';

/** What one version answered in one stretch of time. */
export interface Cell {
  requests: number;
  errors: number;
  /** Count by latency bin. */
  latencies: Map<number, number>;
  predictions: { count: number; invalid: number; bins: Map<string, number> };
  agreement: { compared: number; disagreed: number };
  outcomes: { count: number; sum: number; sumOfSquares: number };
}

export function emptyCell(): Cell {
  return {
    requests: 0,
    errors: 0,
    latencies: new Map(),
    predictions: { count: 0, invalid: 0, bins: new Map() },
    agreement: { compared: 0, disagreed: 0 },
    outcomes: { count: 0, sum: 0, sumOfSquares: 0 },
  };
}

/** More labels than this are counted together: a model's labels are its own words. */
const mostBins = 200;
const rest = '(others)';

export function addRequest(cell: Cell, latencyMs: number, failed: boolean): void {
  cell.requests += 1;
  if (failed) cell.errors += 1;
  grow(cell.latencies, latencyBin(latencyMs), 1);
}

export function addPredictions({ predictions }: Cell, said: Said[]): void {
  const { count, invalid, bins } = countPredictions(said);
  predictions.count += count;
  predictions.invalid += invalid;
  for (const [bin, times] of Object.entries(bins)) growBin(predictions.bins, bin, times);
}

export function addOutcome({ outcomes }: Cell, value: number): void {
  outcomes.count += 1;
  outcomes.sum += value;
  outcomes.sumOfSquares += value * value;
}

export function total(cells: Cell[]): Cell {
  const sum = emptyCell();
  for (const cell of cells) {
    sum.requests += cell.requests;
    sum.errors += cell.errors;
    for (const [bin, count] of cell.latencies) grow(sum.latencies, bin, count);
    sum.predictions.count += cell.predictions.count;
    sum.predictions.invalid += cell.predictions.invalid;
    for (const [bin, count] of cell.predictions.bins) growBin(sum.predictions.bins, bin, count);
    sum.agreement.compared += cell.agreement.compared;
    sum.agreement.disagreed += cell.agreement.disagreed;
    sum.outcomes.count += cell.outcomes.count;
    sum.outcomes.sum += cell.outcomes.sum;
    sum.outcomes.sumOfSquares += cell.outcomes.sumOfSquares;
  }
  return sum;
}

/** The window of one version; what was not counted is absent. */
export function armOf(servableId: string, cell: Cell): ArmWindow {
  const { requests, errors, latencies, predictions, agreement, outcomes } = cell;
  const counted = requests > 0;
  return {
    servableId,
    requests,
    errors,
    p50Ms: counted ? quantile(cell, 0.5) : null,
    p99Ms: counted ? quantile(cell, 0.99) : null,
    ...(counted ? { latencies: Object.fromEntries(latencies) } : {}),
    ...(predictions.count > 0 ? { predictions: { ...predictions, bins: Object.fromEntries(predictions.bins) } } : {}),
    ...(agreement.compared > 0 ? { agreement } : {}),
    ...(outcomes.count > 0 ? { outcomes } : {}),
  };
}

/** Nearest rank: the smallest latency that at least the share `p` of requests did not exceed; the middle of its bin. */
function quantile(cell: Cell, p: number): number {
  const rank = Math.ceil(p * cell.requests);
  const bins = [...cell.latencies].sort(([a], [b]) => a - b);
  let seen = 0;
  for (const [bin, count] of bins) {
    seen += count;
    if (seen >= rank) return Number(latencyBinMs(bin - 0.5).toPrecision(4));
  }
  return 0;
}

function growBin(bins: Map<string, number>, bin: string, count: number): void {
  grow(bins, bins.has(bin) || bins.size < mostBins ? bin : rest, count);
}

function grow<K>(counts: Map<K, number>, key: K, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
