import { manners } from './traffic.ts';

/** `replayed`: no traffic moves; captured requests are sent to both versions past it, and their answers compared. */
export const stepManners = [...manners, 'replayed'] as const;

/** One stretch of a rollout in which traffic stands still. */
export interface RolloutStep {
  manner: (typeof stepManners)[number];
  /** The candidate's share of the traffic, or of what is copied to it. */
  percent: number;
  /** Least time before it may pass without proof. */
  bakeSeconds: number;
  /** When it has to be decided: what is not proven by then ends as the policy says. */
  deadlineSeconds: number;
}

/** What one rollout does, step by step; promotion follows the last. */
export interface RolloutPlan {
  /** Word of the policy. */
  strategy: string;
  steps: RolloutStep[];
  windowSeconds: number;
  /** What a front door needs beside the route, to mirror, to stick and to take outcomes; absent: the defaults. */
  door?: DoorOptions | undefined;
}

export interface DoorOptions {
  /** Header that names the user, in lower case. */
  userHeader: string;
  /** Largest difference of two numbers that agree. */
  tolerance: number;
  /** Least and greatest value that callers report of a user; in between they count as 0 to 1. */
  lowest: number;
  highest: number;
}

export const plainDoor: DoorOptions = { userHeader: 'x-user-id', tolerance: 0, lowest: 0, highest: 1 };
