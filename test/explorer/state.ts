import { createHash } from 'node:crypto';
import type { Call, Heard } from './call.ts';
import type { Job, Machine } from './machine.ts';
import type { Place } from './place.ts';

/** Somebody who is at work: a machine, what Step Functions has given up and still runs, an operator, the watchdog, the reaper. */
export interface Actor {
  id: string;
  /** Present: a step function's end is the machine's to go on from. */
  machine?: Machine;
  job: Job | null;
  startMs: number;
  heard: readonly Heard[];
  /** Stands for all that it was answered. */
  digest: string;
  /** What it waits for: the answer to a call, a moment, or a word of the judge. */
  call: Call | null;
  dueMs: number | null;
  asks: readonly string[] | null;
  /** Looks of the judge without a decision. */
  looks: number;
}

/** What may still go wrong, or happen, in the part of the run that is searched. */
export interface Left {
  faults: number;
  /** How often an actor is left for another one though it could go on. */
  switches: number;
  /** Looks without a decision. */
  waits: number;
  reapers: number;
  foreign: number;
  reverts: number;
  /** What operators will do, each once, at any moment. */
  operators: readonly string[];
  /** Newer deliveries that may still come, once the lease is free or its holder gone; before, one would only wait. */
  deliveries: number;
}

export interface State {
  place: Place;
  actors: readonly Actor[];
  /** Who went last. */
  last: string | null;
  left: Left;
  /** What somebody else did, if they did. */
  meddled: boolean;
  reverted: boolean;
  delayed: boolean;
  /** What operators did, in order. */
  operated: readonly string[];
  /** How often whoever told people was cut off, or held up for minutes, before it could note that they were told. */
  untold: number;
  /** Actors that were made, for names. */
  made: number;
  /** What was done, newest first. */
  trace: Trace | null;
  /** What must never be. */
  broken: string | null;
}

export interface Trace {
  line: string;
  before: Trace | null;
}

export function traced(state: State): string[] {
  const lines: string[] = [];
  for (let at = state.trace; at; at = at.before) lines.push(at.line);
  return lines.reverse();
}

export const noDigest = '';

export function digested(digest: string, { answer, nowMs }: Heard): string {
  const said = 'error' in answer ? `${answer.error.name}: ${answer.error.message}` : JSON.stringify(answer.value);
  return createHash('sha1').update(`${digest}\n${nowMs}\n${said}`).digest('base64');
}

function printed({ id, machine, job, digest, startMs, dueMs, asks, looks }: Actor): string {
  return JSON.stringify([id, machine, job, digest, startMs, dueMs, asks, looks]);
}

/** Two states that print the same go on the same, but for what may still go wrong. */
export function fingerprint(state: State): string {
  const { place, actors, last, left, meddled, reverted, delayed, untold, operated } = state;
  const { reapers, foreign, reverts, operators, deliveries } = left;
  const still = [last, reapers, foreign, reverts, operators, deliveries, meddled, reverted, delayed, untold, operated];
  const text = `${place.print()}\n${actors.map(printed).join('\n')}\n${JSON.stringify(still)}`;
  return createHash('sha1').update(text).digest('base64');
}
