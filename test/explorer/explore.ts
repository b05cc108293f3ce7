import { layout } from '../../lib/core/store-layout.ts';
import { random as randomFrom } from '../bench/support/random.ts';
import type { Engine } from './apply.ts';
import { drained } from './drain.ts';
import { type Choice, choicesAt, isDormant } from './moves.ts';
import { violationOf } from './property.ts';
import { fingerprint, type Left, type State, traced } from './state.ts';

export interface Bounds {
  /** States after which the search stops, unfinished. */
  mostStates: number;
  /** Milliseconds since the epoch after which it does. */
  untilMs?: number;
  /** Where a search that is not to be finished turns to, once it came to an end; absent: to the nearest choice that is left. */
  seed?: number;
}

export interface Violation {
  what: string;
  trace: string[];
}

export interface Explored {
  states: number;
  /** Moves that led to them, or to one that was known. */
  moves: number;
  /** Ends that were drained and judged. */
  ends: number;
  /** How many of them ended with which release in the channel. */
  released: Record<string, number>;
  /** Whether nothing was left. */
  complete: boolean;
  /** The first of each kind. */
  violations: Violation[];
}

/** With how it comes to that: what fails can be gone through line by line. */
export function sentencesOf({ violations }: Pick<Explored, 'violations'>): string[] {
  return violations.map(({ what, trace }) => [what, ...trace].join('\n'));
}

/** A choice that was not made yet. */
interface Open {
  from: State;
  choice: Choice;
}

type Visited = Map<string, Array<[number, number, number]>>;

/** Visits every state that can be reached with what is left to go wrong; where nobody goes on by themselves it is drained and judged. */
export async function explore(first: State, engine: Engine, { mostStates, untilMs, seed }: Bounds): Promise<Explored> {
  const explored: Explored = { states: 0, moves: 0, ends: 0, released: {}, complete: true, violations: [] };
  const visited: Visited = new Map();
  const open: Open[] = [];
  const random = seed === undefined ? undefined : randomFrom(seed);
  for (let state: State | undefined = first; state; state = await reached(open, engine, explored)) {
    if (isCovered(visited, fingerprint(state), state.left)) {
      turn(open, random);
      continue;
    }
    explored.states += 1;
    if (explored.states > mostStates || (untilMs !== undefined && Date.now() > untilMs))
      return { ...explored, complete: false };
    const choices = state.broken ? [] : choicesAt(state);
    if (choices.length === 0 || isAtRest(state)) {
      await judgeEnd(state, engine, explored);
      turn(open, random);
    }
    for (const choice of choices.reverse()) open.push({ from: state, choice });
  }
  return explored;
}

async function reached(open: Open[], engine: Engine, explored: Explored): Promise<State | undefined> {
  const next = open.pop();
  if (!next) return undefined;
  explored.moves += 1;
  return { ...(await engine.apply(next.from, next.choice.move)), left: next.choice.left };
}

async function judgeEnd(state: State, engine: Engine, explored: Explored): Promise<void> {
  explored.ends += 1;
  const end = await drained(state, engine);
  const { current = null } = end.place.json<{ current: string | null }>(layout.channel('production')) ?? {};
  explored.released[`${current}`] = (explored.released[`${current}`] ?? 0) + 1;
  const what = violationOf(end);
  const known = explored.violations.some((other) => other.what.slice(0, 60) === what?.slice(0, 60));
  if (what && !known) explored.violations.push({ what, trace: traced(end) });
}

/** Some other choice comes next. */
function turn(open: Open[], random?: () => number): void {
  const index = random && Math.floor(random() * open.length);
  const last = open.at(-1);
  const other = index === undefined ? undefined : open[index];
  if (index === undefined || !last || !other) return;
  open[index] = last;
  open[open.length - 1] = other;
}

/** Nobody would go on by themselves. */
function isAtRest({ actors }: State): boolean {
  return actors.every((actor) => actor.call === null && isDormant(actor));
}

/** Whether it was visited with at least as much left to go wrong. */
function isCovered(visited: Visited, print: string, { faults, switches, waits }: Left): boolean {
  const known = visited.get(print) ?? [];
  if (known.some(([f, s, w]) => f >= faults && s >= switches && w >= waits)) return true;
  visited.set(print, [
    ...known.filter(([f, s, w]) => f > faults || s > switches || w > waits),
    [faults, switches, waits],
  ]);
  return false;
}
