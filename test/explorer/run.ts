import { Engine, type Given } from './apply.ts';
import { type Bounds, type Explored, explore } from './explore.ts';
import { atFirst, context, placeWith, queued, strategies } from './scenario.ts';
import type { Left, State } from './state.ts';
import { ManagedTarget } from './targets/managed.ts';
import { ManagedServing } from './targets/managed-serving.ts';
import { ModelServing, ModelTarget, type Nature } from './targets/model.ts';

interface Kind {
  /** Absent: the service moves traffic by itself. */
  nature?: Nature;
  strategies: readonly string[];
}

/** Every target with the strategies that it carries. */
const kinds: Record<string, Kind> = {
  alias: {
    nature: { compareAndSet: true, takesSeconds: 0 },
    strategies: ['all-at-once', 'canary', 'linear', 'replay'],
  },
  endpoint: {
    nature: { compareAndSet: false, takesSeconds: 20 },
    strategies: ['all-at-once', 'canary', 'linear', 'shadow', 'replay'],
  },
  door: { nature: { compareAndSet: true, takesSeconds: 0 }, strategies: ['shadow', 'ab'] },
  guardrails: { strategies: ['all-at-once', 'canary', 'fifths', 'replay'] },
};

export const combinations = Object.entries(kinds).flatMap(([target, kind]) =>
  kind.strategies.map((strategy) => [target, strategy] as const),
);

export const nothing: Left = {
  faults: 0,
  switches: 0,
  waits: 0,
  reapers: 0,
  foreign: 0,
  reverts: 0,
  operators: [],
  deliveries: 0,
};

const plain: Given = { target: (line) => new ModelTarget(line) };

const managed: Given = {
  target: (line) => new ManagedTarget(line),
  beacon: (line) => new ManagedTarget(line),
  place: 'aws',
};

/** What may go wrong, or happen. `waiting`: a newer delivery waits for its turn from the beginning. */
export type Adversary = Partial<Left> & { waiting?: boolean };

/** Who tries the rollout, and where it begins; `wrap` makes the ports wrong on purpose. */
async function begun(
  target: string,
  strategy: string,
  { waiting = false, ...left }: Adversary = {},
  wrap?: Given['wrap'],
): Promise<{ engine: Engine; state: State }> {
  const kind = kinds[target];
  if (!kind?.strategies.includes(strategy)) throw new Error(`${target} with ${strategy} is not explored`);
  const { nature } = kind;
  const engine = new Engine({ ...(nature ? plain : managed), ...(wrap ? { wrap } : {}) });
  const serving = nature
    ? new ModelServing(nature, atFirst.route, atFirst.made)
    : new ManagedServing(atFirst.route.stable, atFirst.made);
  const place = placeWith(serving, strategies[strategy], nature ? undefined : 'sagemaker-guardrails');
  if (waiting) queued(place);
  const startedAt = new Date(place.nowMs).toISOString();
  const state: State = {
    place,
    actors: [],
    last: null,
    left: { ...nothing, ...left },
    meddled: false,
    reverted: false,
    delayed: false,
    operated: [],
    untold: 0,
    made: 1,
    trace: null,
    broken: null,
  };
  const machine = {
    at: 'Prepare' as const,
    context: { ...context, startedAt },
    step: 0,
    result: null,
    failed: false,
    tries: 0,
  };
  return { engine, state: await engine.start(state, machine) };
}

/** Explores a rollout of this strategy on this target. */
export async function run(
  target: string,
  strategy: string,
  left: Adversary,
  bounds: Bounds,
  wrap?: Given['wrap'],
): Promise<Explored> {
  const { engine, state } = await begun(target, strategy, left, wrap);
  return explore(state, engine, bounds);
}
