import { ConflictError } from '../../core/errors.ts';
import { sameTraffic } from '../../core/rollout/same-traffic.ts';
import type { Route } from '../../core/rollout/traffic.ts';
import type { DeploymentTarget } from '../../ports.ts';

/**
 * Before anything is announced: somebody moved traffic by hand, or an earlier rollout was not taken back, and neither is ever
 * overwritten in silence. @throws ConflictError `foreign-writer`
 */
export async function expectLive(target: DeploymentTarget, expected: Route): Promise<void> {
  const live = await target.observe();
  if (sameTraffic(live, expected)) return;
  const sentence = `the target routes ${JSON.stringify(live)}, but by the record it should be ${JSON.stringify(expected)}`;
  throw new ConflictError('foreign-writer', sentence);
}
