import type { Engine } from '../apply.ts';
import { faultsAt } from '../moves.ts';
import type { Actor, State } from '../state.ts';
import { alone, step } from './walk.ts';

/** One thing that happens at a call; null: it cannot happen there. */
export interface Adversity {
  name: string;
  happens(state: State, actor: Actor, engine: Engine, says: string): Promise<State | null>;
}

const operators = ['abort', 'promote', 'rollback'];

/** Calls of ours that a stale write comes after. */
const overtakenBy = 12;

export function adversitiesAt(actor: Actor): Adversity[] {
  const faults = faultsAt(actor).map(
    (fault): Adversity => ({
      name: fault,
      happens: (state, { id }, engine) => engine.apply(state, { kind: 'answer', actor: id, fault }),
    }),
  );
  const delayed = faults.some(({ name }) => name === 'delayed') ? [staleWrite] : [];
  return [...faults, ...delayed, ...operators.map(operator), somebodyElse];
}

const staleWrite: Adversity = {
  name: 'delayed past other calls',
  async happens(state, { id }, engine, says) {
    let next = await engine.apply(state, { kind: 'answer', actor: id, fault: 'delayed' });
    for (let calls = 0; calls < overtakenBy; calls += 1) next = (await step(next, engine, says)) ?? next;
    return next;
  },
};

function operator(does: string): Adversity {
  return {
    name: `an operator says ${does}`,
    async happens(state, _, engine) {
      const next = await engine.apply(state, { kind: 'operator', does });
      return alone(next, next.last ?? '', engine);
    },
  };
}

const somebodyElse: Adversity = {
  name: 'somebody else',
  async happens(state, _, engine) {
    const next = await engine.apply(state, { kind: 'foreign' });
    return next.meddled ? next : null;
  },
};
