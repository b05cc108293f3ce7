import { InputError } from '../errors.ts';
import type { Policy } from '../policy/schema.ts';
import { forecast, refusal } from './planner.ts';

/** Requests a second that a rollout will see: a laptop's are generated; elsewhere the policy says so, or nobody knows. */
export function expectedRequests(policy: Policy, place: 'aws' | 'local'): number | undefined {
  return place === 'local' ? policy.local.traffic.requestsPerSecond : policy.rollout.expectedRequestsPerSecond;
}

/**
 * Refuses a plan that could not be decided in its time, before anything is spent on it. A laptop's traffic is generated, and what
 * it is too little for shows itself in seconds.
 * @throws InputError `rollout-underpowered`
 */
export function refuseUnderpowered(policy: Policy, place: 'aws' | 'local'): void {
  if (place === 'local') return;
  const refused = refusal(forecast(policy, place, expectedRequests(policy, place)));
  if (refused !== null) throw new InputError('rollout-underpowered', `signalbox.yaml: ${refused}`);
}
