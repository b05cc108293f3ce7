import type { Engine } from '../apply.ts';
import type { Actor, State } from '../state.ts';

/** A place of its own: what happens there is not seen here. */
export function forked(state: State): State {
  const place = state.place.copy();
  const serving = state.place.serving as State['place']['serving'] & { fork(): State['place']['serving'] };
  place.serving = serving.fork();
  return { ...state, place };
}

/** Whether a call concerns what serves: a command of the SDK, or the door's document. */
export function moves({ call }: Actor): boolean {
  return call?.port === 'aws' || String(call?.args[0]).startsWith('routes/');
}

/** Whoever is at a call goes on, and else whoever waits and is next; null: nobody is there. */
export async function step(state: State, engine: Engine, says: string): Promise<State | null> {
  const going = state.actors.find(({ call }) => call !== null);
  if (going) return engine.apply(state, { kind: 'answer', actor: going.id, fault: null });
  const next = [...state.actors].sort((a, b) => (a.dueMs ?? 0) - (b.dueMs ?? 0))[0];
  if (!next || state.broken) return null;
  return engine.apply(state, next.asks ? { kind: 'judge', actor: next.id, says } : { kind: 'wake', actor: next.id });
}

/** This one alone until it is at rest or gone. */
export async function alone(first: State, id: string, engine: Engine): Promise<State> {
  let state = first;
  while (state.actors.some((actor) => actor.id === id && actor.call !== null))
    state = await engine.apply(state, { kind: 'answer', actor: id, fault: null });
  return state;
}
