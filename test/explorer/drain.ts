import { layout } from '../../lib/core/store-layout.ts';
import type { Engine, Move } from './apply.ts';
import { pipeline } from './scenario.ts';
import type { State } from './state.ts';

/** The reaper comes every five minutes. */
const reaperMs = 300_000;
/** Whoever is no execution is taken for gone after 15 minutes, so that three rounds in which nothing happens say nothing yet. */
const quietRounds = 4;
/** After this many moves, or rounds of the reaper, somebody waits for ever. */
const usual = { mostMoves: 2_500, says: 'pass' };
const mostRounds = 120;

/** Nothing goes wrong any more: calls come to their ends, machines too, what is held is let go, and the reaper comes until it finds nothing. */
export async function drained(first: State, engine: Engine, { mostMoves, says } = usual): Promise<State> {
  let state: State = {
    ...first,
    left: { faults: 0, switches: 0, waits: 0, reapers: 0, foreign: 0, reverts: 0, operators: [], deliveries: 0 },
  };
  state = note(state, '--- faults stop, everything drains');
  let nextReaperMs = state.place.nowMs + reaperMs;
  let rounds = 0;
  let quiet = 0;
  let before = '';
  for (let moves = 0; moves < mostMoves && rounds < mostRounds; moves += 1) {
    if (state.broken) return state;
    const soon = await atOnce(state, engine);
    if (soon) {
      state = soon;
      continue;
    }
    const resting = [...state.actors].sort((a, b) => (a.dueMs ?? 0) - (b.dueMs ?? 0))[0];
    if (resting && (resting.dueMs ?? 0) <= nextReaperMs) {
      state = await engine.apply(state, moveOf(resting.id, resting.asks, says));
      continue;
    }
    if (!resting) {
      const now = restOf(state);
      quiet = now === before ? quiet + 1 : 0;
      before = now;
      if (quiet >= quietRounds) return state;
    }
    state = note(state, '--- five minutes later');
    state.place.nowMs = nextReaperMs;
    nextReaperMs += reaperMs;
    rounds += 1;
    state = await engine.apply(state, { kind: 'reaper' });
  }
  return { ...state, broken: 'it never comes to rest' };
}

async function atOnce(state: State, engine: Engine): Promise<State | null> {
  if (state.place.late.length > 0) return engine.apply(state, { kind: 'land', index: 0 });
  const going = state.actors.find(({ call }) => call !== null);
  if (going) return engine.apply(state, { kind: 'answer', actor: going.id, fault: null });
  const record = state.place.json<{ paused: unknown; state: string }>(layout.rollout(pipeline));
  if (record?.paused && ['open', 'promoting'].includes(record.state) && state.actors.length > 0)
    return engine.apply(state, { kind: 'operator', does: 'resume' });
  return null;
}

function moveOf(actor: string, asks: readonly string[] | null, says: string): Move {
  return asks ? { kind: 'judge', actor, says } : { kind: 'wake', actor };
}

/** What no time changes. */
function restOf({ place }: State): string {
  const copy = place.copy();
  copy.nowMs = 0;
  return copy.print();
}

function note(state: State, line: string): State {
  return { ...state, place: state.place.copy(), trace: { line, before: state.trace } };
}
