import { ConflictError } from '../core/errors.ts';
import { planOf } from '../core/rollout/plan.ts';
import { noRoute } from '../core/rollout/traffic.ts';
import type { RolloutInput, RolloutPlan } from '../core/step-io.ts';
import type { Ports } from '../ports.ts';
import { assertLease } from './records/lease.ts';
import { openRollout } from './records/rollout-record.ts';
import { readChampion, readManifest } from './support/champion.ts';
import { expectLive } from './support/expect-live.ts';
import { readAdmission, readRequest } from './support/run-records.ts';

/** Makes both versions ready and writes down what to go back to, before the first change of traffic. */
export async function rolloutPrepare(input: RolloutInput, ports: Ports): Promise<RolloutPlan> {
  const { pipeline } = await readRequest(ports.store, input.runId);
  await assertLease(ports, pipeline, input.executionArn, input.token);
  const { policy } = await readAdmission(ports.store, input.runId);
  const candidate = await readManifest(ports.store, input.version);
  const champion = await readChampion(ports.store);
  if ((champion?.version ?? null) !== candidate.parent) {
    const sentence = `${input.version} was judged against ${candidate.parent ?? 'no champion'}, but ${champion?.version ?? 'nothing'} is in production now`;
    throw new ConflictError('champion-changed', sentence);
  }
  const stable = champion?.manifest.servable ?? null;
  const from = stable ? { ...noRoute, stable: stable.id } : noRoute;
  if (stable) await ports.target.prepare(stable);
  await ports.target.prepare(candidate.servable);
  await expectLive(ports.target, from);
  const plan = planOf(policy, ports.place, stable !== null);
  await openRollout(ports, pipeline, {
    runId: input.runId,
    executionArn: input.executionArn,
    token: input.token,
    version: input.version,
    champion: candidate.parent,
    from,
    candidateServable: candidate.servable.id,
    stableServable: stable?.id ?? null,
    plan,
  });
  return plan;
}
