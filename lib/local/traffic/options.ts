import type { Said } from '../../core/rollout/answers.ts';

export interface TrafficOptions {
  /** Base of the front door; requests go to `/invocations` below it. */
  url: string;
  /** One request body each, sent round robin. */
  bodies: string[];
  requestsPerSecond: number;
  /** Each request is one user of an A/B test, whose outcome is the share of these that was right. */
  users?: { header: string; lowest: number; highest: number; expected: Said[][] } | undefined;
  /** @default 30: later answers are failures. */
  timeLimitSeconds?: number;
}
