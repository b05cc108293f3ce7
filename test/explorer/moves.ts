import { layout } from '../../lib/core/store-layout.ts';
import type { Move } from './apply.ts';
import { isRead } from './call.ts';
import { type Fault, meanings } from './faults.ts';
import type { Place } from './place.ts';
import { pipeline } from './scenario.ts';
import type { Actor, Left, State } from './state.ts';

/** A move, and what is left to go wrong after it. */
export interface Choice {
  move: Move;
  left: Left;
}

/** Looks without a decision, and askings in vain, after which a machine is left alone until all else is done. */
const mostLooks = 2;
const mostAskings = 5;

/**
 * All that may happen next. Who went last goes on; that another one goes first, though the last one could, costs a switch. Time goes by
 * where nobody is at work, or at the cost of a switch. What nobody else can see costs nothing.
 */
export function choicesAt(state: State): Choice[] {
  const { left } = state;
  const going = state.actors.filter(({ call }) => call !== null);
  const last = going.find(({ id }) => id === state.last);
  const choices: Choice[] = [];
  for (const actor of going) {
    const own = actor === last || last === undefined ? left : less(left, 'switches');
    if (!own) continue;
    choices.push({ move: { kind: 'answer', actor: actor.id, fault: null }, left: own });
    const faulty = less(own, 'faults');
    if (faulty)
      for (const fault of faultsAt(actor))
        choices.push({ move: { kind: 'answer', actor: actor.id, fault }, left: faulty });
  }
  return [...choices, ...inTime(state, going.length > 0), ...fromOutside(state)];
}

/** Machines that wait: whose moment is next goes first. */
function inTime(state: State, busy: boolean): Choice[] {
  const left = busy ? less(state.left, 'switches') : state.left;
  const resting = state.actors.filter((actor) => actor.call === null && !isDormant(actor));
  const firstMs = Math.min(...resting.map(({ dueMs }) => dueMs ?? 0));
  return resting.flatMap((actor): Choice[] => {
    if (!left || (actor.dueMs ?? 0) > firstMs) return [];
    if (!actor.asks) return [{ move: { kind: 'wake', actor: actor.id }, left }];
    return actor.asks.flatMap((says): Choice[] => {
      const then = says === 'wait' ? less(left, 'waits') : left;
      return then ? [{ move: { kind: 'judge', actor: actor.id, says }, left: then }] : [];
    });
  });
}

export function isDormant({ asks, looks }: Actor): boolean {
  return looks >= (asks ? mostLooks : mostAskings);
}

function fromOutside({ left, place, actors }: State): Choice[] {
  const choices: Choice[] = [];
  const add = (move: Move, then: Left | null) => then && choices.push({ move, left: then });
  for (const does of new Set(left.operators)) {
    const index = left.operators.indexOf(does);
    add({ kind: 'operator', does }, { ...left, operators: left.operators.filter((_, other) => other !== index) });
  }
  if (actors.length > 0) add({ kind: 'reaper' }, less(left, 'reapers'));
  add({ kind: 'foreign' }, less(left, 'foreign'));
  if (isVacant(place)) add({ kind: 'deliver' }, less(left, 'deliveries'));
  if (place.serving.live(place.nowMs).pending !== undefined) add({ kind: 'revert' }, less(left, 'reverts'));
  for (const index of place.late.keys()) add({ kind: 'land', index }, left);
  return choices;
}

/** Whether somebody new would get the lease: who asks before that only waits in the queue, as another search has it from the beginning. */
function isVacant(place: Place): boolean {
  const holder = place.json<{ holder: string | null }>(layout.lease(pipeline))?.holder ?? null;
  return holder === null || !['RUNNING', undefined].includes(place.statuses.get(holder));
}

export function faultsAt({ call, machine }: Actor): Fault[] {
  if (!call) return [];
  const slow = call.port === 'target' || call.port === 'aws';
  return (Object.keys(meanings) as Fault[]).filter((fault) => {
    const { writes, machines, slow: isSlow } = meanings[fault];
    if ((writes || isSlow) && isRead(call)) return false;
    return (!machines || machine !== undefined) && (!isSlow || slow);
  });
}

type Counted = Exclude<keyof Left, 'operators'>;

function less(left: Left, what: Counted): Left | null {
  return left[what] > 0 ? { ...left, [what]: left[what] - 1 } : null;
}
