import type { Said } from '../../core/rollout/answers.ts';
import type { ArmWindow } from '../../core/rollout/traffic.ts';
import { servableOf } from './baseline.ts';
import { addOutcome, addPredictions, addRequest, armOf, type Cell, emptyCell, total } from './cell.ts';

/** Windows begin and end on multiples of this. */
const grainMs = 100;
const keptMs = 3_600_000;

/** Counts of one router by server and 100 ms, for an hour. Lives in memory: a restarted router begins anew. */
export class RequestMetrics {
  #cells = new Map<string, Map<number, Cell>>();

  record(serverId: string, endedAtMs: number, latencyMs: number, failed: boolean): void {
    addRequest(this.#cell(serverId, endedAtMs), latencyMs, failed);
  }

  predicted(serverId: string, endedAtMs: number, said: Said[]): void {
    addPredictions(this.#cell(serverId, endedAtMs), said);
  }

  /** A mirrored request whose two answers were compared. */
  compared(serverId: string, endedAtMs: number, agreed: boolean): void {
    const { agreement } = this.#cell(serverId, endedAtMs);
    agreement.compared += 1;
    if (!agreed) agreement.disagreed += 1;
  }

  /** @param value 0 to 1 */
  outcome(serverId: string, reportedAtMs: number, value: number): void {
    addOutcome(this.#cell(serverId, reportedAtMs), value);
  }

  /** Requests that ended in [from, to), both rounded down to the grain: adjacent windows share nothing and lose nothing. */
  read(fromMs: number, toMs: number): ArmWindow[] {
    const first = Math.floor(fromMs / grainMs);
    const end = Math.floor(toMs / grainMs);
    return [...this.#cells].flatMap(([serverId, cells]) => {
      const inside = [...cells].filter(([index]) => index >= first && index < end).map(([, cell]) => cell);
      if (inside.length === 0) return [];
      const { id, baseline } = servableOf(serverId);
      return [{ ...armOf(id, total(inside)), ...(baseline ? { baseline } : {}) }];
    });
  }

  #cell(serverId: string, atMs: number): Cell {
    const cells = entry(this.#cells, serverId, () => new Map<number, Cell>());
    const index = Math.floor(atMs / grainMs);
    if (!cells.has(index)) forgetBefore(cells, index - keptMs / grainMs);
    return entry(cells, index, emptyCell);
  }
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
