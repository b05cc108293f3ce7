import type { Scorer } from '../ports.ts';
import type { RouterClient } from './router/client.ts';

/** Scores on the prepared server of a version, which live traffic may use at the same time. */
export class LocalScorer implements Scorer {
  readonly #router: RouterClient;

  constructor(router: RouterClient) {
    this.#router = router;
  }

  async predict(
    servableId: string,
    instances: unknown[],
  ): Promise<{ status: number; body: unknown; latencyMs: number }> {
    const { status, body, latencyMs } = await this.#router.predict(servableId, JSON.stringify({ instances }));
    return { status, body: parsedOrText(body), latencyMs };
  }
}

/** A model server's answer as JSON, or as the text that it is. */
export function parsedOrText(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
