import { noRoute } from '../../lib/core/rollout/traffic.ts';
import type { ObjectStore } from '../../lib/ports.ts';
import { openRollout } from '../../lib/steps/records/rollout-record.ts';
import { rolloutShift } from '../../lib/steps/rollout-shift.ts';
import { canaryPlan } from '../support/plans.ts';
import { admitRun, cut, served, type World } from './world.ts';

export interface Rollout {
  ports: World;
  input: { runId: string; executionArn: string; token: number; version: string };
}

/** 1.0.0 serves, and 1.0.1 was cut by a run that holds the lease. */
export async function candidateCut(store?: ObjectStore): Promise<Rollout> {
  const ports = await served(store);
  // The lease was 1.0.0's before: tokens grow.
  const run = await admitRun(ports, { runId: 'data-2' });
  await cut(ports, { version: '1.0.1', parent: '1.0.0', runId: 'data-2' });
  return { ports, input: { ...run, version: '1.0.1' } };
}

const start = {
  champion: '1.0.0',
  from: { ...noRoute, stable: 'v-1.0.0' },
  candidateServable: 'v-1.0.1',
  stableServable: 'v-1.0.0',
  plan: canaryPlan([10, 50]),
};

/** And its rollout is open, with all traffic on 1.0.0 still. */
export async function rolloutOpen(store?: ObjectStore): Promise<Rollout> {
  const { ports, input } = await candidateCut(store);
  await openRollout(ports, 'iris', { ...input, ...start });
  return { ports, input };
}

/** The same, of a target that goes on by itself. */
export async function openGoingOn(ports: World, input: Rollout['input']): Promise<void> {
  await openRollout(ports, 'iris', { ...input, ...start, goesOn: true });
}

/** And traffic was shifted up to this step. */
export async function shiftedTo(step: number, afterSeconds = 0): Promise<Rollout> {
  const rollout = await rolloutOpen();
  rollout.ports.clock.advance(afterSeconds);
  for (let at = 0; at <= step; at += 1) await rolloutShift({ ...rollout.input, step: at }, rollout.ports);
  return rollout;
}
