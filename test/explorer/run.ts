import { Engine, type Given } from './apply.ts';
import { type Bounds, type Explored, explore } from './explore.ts';
import { atFirst, context, placeWith, strategies } from './scenario.ts';
import type { Left, State } from './state.ts';
import { ManagedServing, ManagedTarget } from './targets/managed.ts';
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
  guardrails: { strategies: ['all-at-once', 'canary', 'replay'] },
};

export const combinations = Object.entries(kinds).flatMap(([target, kind]) =>
  kind.strategies.map((strategy) => [target, strategy] as const),
);

export const nothing: Left = { faults: 0, switches: 0, waits: 0, reapers: 0, foreign: 0, reverts: 0, operators: [] };

const managed: Given = {
  target: (line) => new ManagedTarget(line),
  beacon: (line) => new ManagedTarget(line),
  place: 'aws',
};

/** Explores a rollout of this strategy on this target; `given` replaces the target, or what the ports say. */
export async function run(
  target: string,
  strategy: string,
  left: Partial<Left>,
  bounds: Bounds,
  given: Given = kinds[target]?.nature ? { target: (line) => new ModelTarget(line) } : managed,
): Promise<Explored> {
  const kind = kinds[target];
  if (!kind?.strategies.includes(strategy)) throw new Error(`${target} with ${strategy} is not explored`);
  const engine = new Engine(given);
  const { nature } = kind;
  const serving = nature
    ? new ModelServing(nature, atFirst.route, atFirst.made)
    : new ManagedServing(atFirst.route.stable, atFirst.made);
  const place = placeWith(serving, strategies[strategy], nature ? undefined : 'sagemaker-guardrails');
  const startedAt = new Date(place.nowMs).toISOString();
  const state: State = {
    place,
    actors: [],
    last: null,
    left: { ...nothing, ...left },
    meddled: false,
    reverted: false,
    delayed: false,
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
  return explore(await engine.start(state, machine), engine, bounds);
}
