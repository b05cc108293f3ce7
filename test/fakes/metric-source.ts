import type { ArmWindow, Route } from '../../lib/core/rollout/traffic.ts';
import type { MetricSource } from '../../lib/ports.ts';

export interface Traffic {
  /** Share of 1 of the answers that are 5xx. */
  errorRate: number;
  p99Ms: number;
}

/** Traffic split by the live route: what each version answers is set by servable id, `otherwise` is the candidate's. */
export class FakeMetrics implements MetricSource {
  readonly byId = new Map<string, Traffic>();
  otherwise: Traffic = { errorRate: 0, p99Ms: 20 };
  requestsPerSecond = 1_000;
  readonly #route: () => Route;

  constructor(route: () => Route) {
    this.#route = route;
  }

  now: () => Date = () => new Date();

  async knownUntil(): Promise<string> {
    return this.now().toISOString();
  }

  async read(from: string, to: string): Promise<ArmWindow[]> {
    const requests = ((Date.parse(to) - Date.parse(from)) / 1000) * this.requestsPerSecond;
    const { stable, candidate, candidatePercent } = this.#route();
    const arms: Array<[string | null, number]> = [
      [stable, 100 - candidatePercent],
      [candidate, candidatePercent],
    ];
    return arms.flatMap(([id, percent]) => this.#arm(id, Math.round((requests * percent) / 100)));
  }

  #arm(servableId: string | null, requests: number): ArmWindow[] {
    if (servableId === null || requests === 0) return [];
    const { errorRate, p99Ms } = this.byId.get(servableId) ?? this.otherwise;
    return [{ servableId, requests, errors: Math.round(requests * errorRate), p50Ms: p99Ms / 2, p99Ms }];
  }
}
