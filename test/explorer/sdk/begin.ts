import { noRoute, type Progress } from '../../../lib/core/rollout/traffic.ts';
import { type AwsWorld, awsWorld } from '../../fakes/aws/world.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import type { Engine } from '../apply.ts';
import { nothing } from '../run.ts';
import { atFirst, context, manifestOf, placeWith, strategies } from '../scenario.ts';
import type { State } from '../state.ts';
import type { SdkKind } from './kinds.ts';
import { AwsServing } from './serving.ts';

const dayBefore = '2025-12-31T00:00:00.000Z';

/** 1.1.0 serves and 1.0.0 is kept, as earlier rollouts of the real target left them. */
async function servedBefore(kind: SdkKind): Promise<AwsWorld> {
  const world = awsWorld({ start: dayBefore });
  const target = kind.make((service) => world[service].client as never, world.clock, new MemoryStore());
  const until = async (ask: () => Promise<Progress>) => {
    while ((await ask()) === 'pending') world.clock.advance(30);
  };
  for (const version of ['1.0.0', '1.1.0'])
    await until(() => target.prepare(manifestOf(version, null, 'data-1').servable));
  await until(() => target.shift(atFirst.route, noRoute));
  await until(() => target.settle(atFirst.made));
  return world;
}

/** A delivery's rollout at its first call. `failing`: which of its deployments gets no capacity, counted from 0. */
export async function begun(kind: SdkKind, strategy: string, engine: Engine, failing?: number): Promise<State> {
  const world = await servedBefore(kind);
  const place = placeWith(new AwsServing(world, kind.outlook), strategies[strategy], kind.target);
  world.clock.advance((place.nowMs - world.clock.nowMs) / 1000);
  if (failing !== undefined)
    world.sagemaker.nextDeployments(...new Array<undefined>(failing).fill(undefined), 'no-capacity');
  const state: State = {
    place,
    actors: [],
    last: null,
    left: nothing,
    meddled: false,
    reverted: failing !== undefined,
    delayed: false,
    operated: [],
    untold: 0,
    made: 1,
    trace: null,
    broken: null,
  };
  const startedAt = new Date(place.nowMs).toISOString();
  const at = { at: 'Prepare' as const, step: 0, result: null, failed: false, tries: 0 };
  return engine.start(state, { ...at, context: { ...context, startedAt } });
}
