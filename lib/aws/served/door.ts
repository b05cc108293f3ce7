import { setTimeout as sleep } from 'node:timers/promises';
import { environment as names } from '../../core/environment.ts';
import type { DeploymentTarget, MetricSource } from '../../ports.ts';
import type { CloudWatchSend } from '../clients.ts';
import { needed } from '../environment.ts';
import { systemClock } from '../system-clock.ts';
import type { Behind } from '../targets/door-target.ts';
import type { Around } from './kind.ts';

/** The target itself, or as it is behind the front door where there is one. */
export async function doorTarget(
  { env, store }: Around,
  inner: DeploymentTarget,
  behind: Behind,
): Promise<DeploymentTarget> {
  if (env[names.doorFunction] === undefined) return inner;
  const { DoorTarget } = await import('../targets/door-target.ts');
  return new DoorTarget(inner, store, needed(env, names.pipeline), behind);
}

/** The target's own metrics, or the door's while it divides traffic. */
export async function doorMetrics(
  { env, store }: Around,
  cloudWatch: CloudWatchSend,
  inner: MetricSource,
): Promise<MetricSource> {
  if (env[names.doorFunction] === undefined) return inner;
  const { DoorMetrics } = await import('../door/door-metrics.ts');
  const place = { store, pipeline: needed(env, names.pipeline) };
  return new DoorMetrics(cloudWatch, inner, place, { clock: systemClock, sleep });
}
