import { rollout as rolloutSchema } from '../../lib/core/policy/rollout.ts';
import type { Policy } from '../../lib/core/policy/schema.ts';
import { policyOf, type WorkloadSource } from '../../lib/infra/workload.ts';

type Target = Policy['rollout']['target'];

/** A workload without files whose policy is that of iris but for its rollout. */
export function rollingOut(
  target: Target,
  strategy: Record<string, unknown>,
  { judge = {}, ...rest }: Record<string, unknown> & { judge?: Record<string, unknown> } = {},
): WorkloadSource {
  const judged = { minRequests: 50, maxErrorRate: 0.01, maxLatencyP99Ms: 500, ...judge };
  const rollout = rolloutSchema.parse({
    target,
    strategy,
    bakeSeconds: 600,
    windowSeconds: 60,
    ...rest,
    judge: judged,
  });
  return {
    policy: () => ({ ...policyOf('examples/iris'), rollout }),
    bind: () => ({ variables: {}, grantRead: () => {} }),
  };
}

export const canary = (...stepPercents: number[]) => ({ kind: 'canary', stepPercents });
export const linear = (stepPercent: number) => ({ kind: 'linear', stepPercent });
export const allAtOnce = { kind: 'all-at-once' };
export const shadow = (more: Record<string, unknown> = {}) => ({ kind: 'shadow', ...more });
export const ab = (more: Record<string, unknown> = {}) => ({
  kind: 'ab',
  horizonSeconds: 86_400,
  metric: { name: 'conversion' },
  ...more,
});
