import type { ArmWindow } from '../core/rollout/traffic.ts';
import type { MetricSource } from '../ports.ts';
import type { RouterClient } from './router/client.ts';

/** What the router's front door counted, in steps of 100 ms, for the last hour. */
export class LocalMetrics implements MetricSource {
  readonly #router: RouterClient;

  constructor(router: RouterClient) {
    this.#router = router;
  }

  /** What has ended is counted at once; the present 100 ms are not over. */
  async knownUntil(): Promise<string> {
    return new Date(Math.floor(Date.now() / 100) * 100).toISOString();
  }

  read(from: string, to: string): Promise<ArmWindow[]> {
    return this.#router.metrics(from, to);
  }
}
