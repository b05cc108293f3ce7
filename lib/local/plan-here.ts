import { join } from 'node:path';
import { InputError } from '../core/errors.ts';
import { parsePolicy } from '../core/policy/parse.ts';
import { expectedRequests } from '../core/rollout/expected-requests.ts';
import { type Forecast, forecast } from '../core/rollout/planner.ts';
import { readPolicy } from './workload/open-workload.ts';

export interface PlanRequest {
  /** Folder that holds signalbox.yaml. */
  workload: string;
  /** Whose timing: that of a deployed pipeline, or of this machine. */
  place: 'aws' | 'local';
  /** Instead of what the policy expects. */
  requestsPerSecond?: number | undefined;
}

/** How long a rollout of this workload will typically take. @throws InputError `no-requests` where no rate is known */
export async function planHere({ workload, place, requestsPerSecond }: PlanRequest): Promise<Forecast> {
  const file = join(workload, 'signalbox.yaml');
  const policy = parsePolicy(await readPolicy(workload), file);
  const planned = forecast(policy, place, requestsPerSecond ?? expectedRequests(policy, place));
  if (planned) return planned;
  const sentence = `${file} has no \`rollout.expectedRequestsPerSecond\`, so nothing can be said: set it, or give --requests`;
  throw new InputError('no-requests', sentence);
}
