import { layout } from '../../../lib/core/store-layout.ts';
import { Engine } from '../apply.ts';
import { drained } from '../drain.ts';
import { violationOf } from '../property.ts';
import { pipeline } from '../scenario.ts';
import { type State, traced } from '../state.ts';
import { adversitiesAt } from './adversities.ts';
import { begun } from './begin.ts';
import { outside, type SdkKind } from './kinds.ts';
import type { AwsServing } from './serving.ts';
import { forked, moves, step } from './walk.ts';

export interface Tour {
  /** What is in production when all goes well. */
  released: string | null;
  /** Calls of the SDK and of the door in a rollout that goes well, or is taken back. */
  calls: number;
  /** Rollouts that were run to their ends and judged. */
  cases: number;
  /** Of these, what somebody else did while what it needs was being deleted: it cannot be told what should come of it. */
  raced: number;
  /** Deployments that got no capacity, each in a rollout of its own. */
  withoutCapacity: number;
  violations: Array<{ what: string; where: string; trace: string[] }>;
}

/** A rollout has some 500 calls of the store and the SDK, and 120 rounds of a reaper 40 each. */
const mostMoves = 10_000;

interface Way {
  kind: SdkKind;
  strategy: string;
  says: 'pass' | 'fail';
}

/** A whole rollout, and at each `stride`-th pair of a call and what may happen at it one rollout that meets it. */
export async function tour({ kind, strategy, says }: Way, stride: number, from = 0): Promise<Tour> {
  const engine = new Engine(outside(kind));
  const toured: Tour = { released: null, calls: 0, cases: 0, raced: 0, withoutCapacity: 0, violations: [] };
  const judge = async (end: State, where: string) => {
    const state = await drained(end, engine, { mostMoves, says });
    toured.cases += 1;
    const { raced } = state.place.serving as AwsServing;
    if (raced) toured.raced += 1;
    const what = raced ? null : (violationOf(state) ?? atTheDoor(state));
    if (what) toured.violations.push({ what, where, trace: traced(state) });
  };
  let pairs = from;
  let state: State | null = await begun(kind, strategy, engine);
  for (let last = state; state; state = await step(state, engine, says)) {
    last = state;
    const going = state.actors.find(({ call }) => call !== null);
    if (!going && state.actors.length === 0) {
      toured.released = releasedBy(state);
      await judge(forked(last), 'all goes well');
    }
    if (!going || !moves(going)) continue;
    toured.calls += 1;
    for (const { name, happens } of adversitiesAt(going)) {
      pairs += 1;
      if (pairs % stride !== 0) continue;
      const met = await happens(forked(state), going, engine, says);
      if (met) await judge(met, `${name} at call ${toured.calls}, ${going.call?.method} of ${going.machine?.at}`);
    }
  }
  for (let failing = 0; kind.outlook.deploys; failing += 1) {
    const first: State = await begun(kind, strategy, engine, failing);
    const { world } = first.place.serving as AwsServing;
    await judge(first, `deployment ${failing} gets no capacity`);
    if (world.sagemaker.state.troubles.length > 0) break;
    toured.withoutCapacity += 1;
  }
  return toured;
}

function releasedBy({ place }: State): string | null {
  return place.json<{ current: string | null }>(layout.channel('production'))?.current ?? null;
}

/** A test or a mirror that is over, and still divides traffic. */
function atTheDoor({ place, meddled }: State): string | null {
  const route = place.json<{ route: { candidate: string } | null }>(layout.doorRoute(pipeline))?.route;
  if (!route || meddled || route.candidate === place.serving.live(place.nowMs).stable) return null;
  return `the door still sends users to ${route.candidate}`;
}
