import { ConflictError, InternalError } from '../core/errors.ts';
import { askAgainSeconds } from '../core/rollout/intent.ts';
import { planOf } from '../core/rollout/plan.ts';
import { sameTraffic } from '../core/rollout/same-traffic.ts';
import type { RolloutPlan } from '../core/rollout/step.ts';
import type { RolloutPrepareInput, RolloutPrepareOutput } from '../core/rollout/step-io.ts';
import { noRoute, type Route } from '../core/rollout/traffic.ts';
import type { Ports } from '../ports.ts';
import { standingNote } from './records/foreign-note.ts';
import { holdsLease } from './records/lease.ts';
import { openRollout } from './records/rollout-record.ts';
import { isOpen } from './records/rollout-schema.ts';
import { readChampion, readManifest } from './support/champion.ts';
import { expectLive } from './support/expect-live.ts';
import { foreignError } from './support/foreign-writer.ts';
import { readAdmission, readRequest } from './support/run-records.ts';

/** A version that is not ready after this time never will be: an instance takes minutes. */
const prepareLimitSeconds = 7_200;

/** In executions of 1,500 each (watch.ts), 67 of them. */
const mostLooks = 100_000;

/** Makes both versions ready and writes down what to go back to, before the first change of traffic. */
export async function rolloutPrepare(input: RolloutPrepareInput, ports: Ports): Promise<RolloutPrepareOutput> {
  const { pipeline } = await readRequest(ports.store, input.runId);
  const over = { progress: 'over' as const, waitSeconds: 0, windowSeconds: 0 };
  if ((await holdsLease(ports, pipeline, input)).by !== null) return over;
  const { candidate, champion } = await rivals(input.version, ports);
  const stable = champion?.manifest.servable ?? null;
  const from = stable ? { ...noRoute, stable: stable.id } : noRoute;
  await expectNobodyElse(pipeline, from, ports);
  for (const servable of stable ? [stable, candidate.servable] : [candidate.servable])
    if ((await ports.target.prepare(servable)) === 'pending') return preparing(input, ports);
  if ((await ports.target.observe()).pending !== undefined) return preparing(input, ports);
  await expectLive(ports.target, from);
  const { policy } = await readAdmission(ports.store, input.runId);
  const plan = planOf(policy, ports.place, stable !== null);
  const { runId, executionArn, token, version } = input;
  const opened = await opening(ports, pipeline, {
    runId,
    executionArn,
    token,
    version,
    champion: candidate.parent,
    from,
    candidateServable: candidate.servable.id,
    stableServable: stable?.id ?? null,
    plan,
    goesOn: ports.place === 'aws' && policy.rollout.target === 'sagemaker-guardrails',
  });
  if (!opened) return preparing(input, ports);
  return isOpen(opened) ? { progress: 'done', waitSeconds: 0, windowSeconds: lookSeconds(plan) } : over;
}

/** Undefined while versions are being removed, of which the candidate may be one: it is prepared again. */
async function opening(...[ports, pipeline, start]: Parameters<typeof openRollout>) {
  try {
    return await openRollout(ports, pipeline, start);
  } catch (error) {
    if (error instanceof ConflictError && error.code === 'removing') return undefined;
    throw error;
  }
}

/** One look judges all windows since the last: a month of one-second windows is no reason for millions of looks. */
function lookSeconds({ steps, windowSeconds }: RolloutPlan): number {
  const seconds = steps.reduce((sum, { deadlineSeconds }) => sum + deadlineSeconds, 0);
  return Math.max(windowSeconds, Math.ceil(seconds / mostLooks));
}

async function rivals(version: string, { store }: Ports) {
  const candidate = await readManifest(store, version);
  const champion = await readChampion(store);
  if ((champion?.version ?? null) === candidate.parent) return { candidate, champion };
  const sentence = `${version} was judged against ${candidate.parent ?? 'no champion'}, but ${champion?.version ?? 'nothing'} is in production now`;
  throw new ConflictError('champion-changed', sentence);
}

/** What somebody else did stands until an operator takes it over; where they took it back themselves, all is well again. */
async function expectNobodyElse(pipeline: string, from: Route, ports: Ports): Promise<void> {
  const note = await standingNote(ports.store, pipeline);
  if (note && !sameTraffic(await ports.target.observe(), from)) throw foreignError(note);
}

function preparing({ startedAt, version }: RolloutPrepareInput, { clock }: Ports): RolloutPrepareOutput {
  const ms = clock.now().getTime() - Date.parse(startedAt);
  if (ms < prepareLimitSeconds * 1000)
    return { progress: 'pending', waitSeconds: askAgainSeconds(ms), windowSeconds: 0 };
  throw new InternalError('prepare-overdue', `${version} was not ready to serve after ${Math.round(ms / 1000)} s`);
}
