import { startTraffic, type Traffic } from './generator.ts';
import type { TrafficOptions } from './options.ts';

export interface RolloutTrafficOptions {
  /** Address of the front door, once it is up. */
  url: () => Promise<string | undefined>;
  bodies: string[];
  requestsPerSecond: number;
  users?: TrafficOptions['users'];
  note: (text: string) => void;
}

/** Traffic for one rollout: it starts with the first shift, when there is a route, and ends with the rollout. */
export class RolloutTraffic {
  private readonly options: RolloutTrafficOptions;
  private traffic: Traffic | undefined;

  constructor(options: RolloutTrafficOptions) {
    this.options = options;
  }

  async start(): Promise<void> {
    const { url, bodies, requestsPerSecond, users } = this.options;
    const door = await url();
    if (door) this.traffic ??= startTraffic({ url: door, bodies, requestsPerSecond, users });
  }

  async during<T>(rollout: () => Promise<T>): Promise<T> {
    try {
      return await rollout();
    } finally {
      await this.stop();
    }
  }

  private async stop(): Promise<void> {
    const summary = await this.traffic?.stop();
    this.traffic = undefined;
    if (!summary) return;
    const answers = Object.entries(summary.answered).map(([id, statuses]) => `${id}: ${inWords(statuses)}`);
    const lost = summary.failed > 0 ? `; ${summary.failed} got no answer` : '';
    this.options.note(`${summary.sent} requests were sent during the rollout: ${answers.join('; ')}${lost}`);
  }
}

/** `860 answered 200, 2 answered 500`. */
function inWords(statuses: Record<number, number>): string {
  return Object.entries(statuses)
    .map(([status, count]) => `${count} answered ${status}`)
    .join(', ');
}
