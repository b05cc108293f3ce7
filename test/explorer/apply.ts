import { canonicalJson } from '../../lib/core/canonical-json.ts';
import { layout } from '../../lib/core/store-layout.ts';
import type { Ports } from '../../lib/ports.ts';
import { throttled, timedOut } from '../fakes/aws/service-error.ts';
import type { Answer, Call } from './call.ts';
import { inWords, isLocal } from './call.ts';
import { type Fault, meanings } from './faults.ts';
import { Flight } from './flight.ts';
import { workOf } from './jobs.ts';
import { after, again, begin, type Job, judge, type Machine, type Next } from './machine.ts';
import { arnOf } from './place.ts';
import { type Outside, portsOver } from './ports.ts';
import { robbed } from './property.ts';
import { newer, newerRequest, pipeline } from './scenario.ts';
import { type Actor, digested, noDigest, type State } from './state.ts';
import { cutsOff, wasHeldUp } from './telling.ts';

/** One thing that may happen next. */
export type Move =
  | { kind: 'answer'; actor: string; fault: Fault | null }
  | { kind: 'judge'; actor: string; says: string }
  | { kind: 'wake'; actor: string }
  | { kind: 'operator'; does: string }
  | { kind: 'reaper' }
  /** A newer delivery begins. */
  | { kind: 'deliver' }
  | { kind: 'foreign' }
  | { kind: 'revert' }
  | { kind: 'land'; index: number };

/** The world outside of the steps. */
export interface Given extends Outside {
  /** What is wrong on purpose. */
  wrap?: (ports: Ports) => Ports;
}

/** What a move costs is the search's affair; here it only happens. */
export class Engine {
  readonly #given: Given;
  /** Step functions that stand where their actor does; each can be gone on with once, and is made again after that. */
  readonly #flights = new WeakMap<Actor, Flight>();

  constructor(given: Given) {
    this.#given = given;
  }

  async start(state: State, machine: Machine): Promise<State> {
    const next = copied(state, machine.context.runId, `${machine.context.runId} begins`);
    await this.#goOn(next, machine.context.runId, begin(machine));
    return next;
  }

  async apply(state: State, move: Move): Promise<State> {
    const next = await this.#applied(state, move);
    return next.broken ? next : { ...next, broken: robbed(next) };
  }

  async #applied(state: State, move: Move): Promise<State> {
    switch (move.kind) {
      case 'answer':
        return this.#answer(state, actorOf(state, move.actor), move.fault);
      case 'judge': {
        const actor = actorOf(state, move.actor);
        const next = copied(state, actor.id, `${actor.id}: the judge says ${move.says}`);
        next.place.nowMs = Math.max(next.place.nowMs, actor.dueMs ?? 0);
        await this.#goOn(
          next,
          actor.id,
          judge(actor.machine as Machine, move.says),
          move.says === 'wait' ? actor.looks + 1 : actor.looks,
        );
        return next;
      }
      case 'wake': {
        const actor = actorOf(state, move.actor);
        const next = copied(state, actor.id, `${actor.id} wakes at ${seconds(state, actor.dueMs)}`);
        next.place.nowMs = Math.max(next.place.nowMs, actor.dueMs ?? 0);
        await this.#launch(next, actor.id, actor.job as Job, actor.machine, actor.looks);
        return next;
      }
      case 'land':
        return landed(state, move.index);
      case 'foreign':
      case 'revert':
        return outside(state, move.kind);
      case 'reaper':
        return this.spawn(state, 'reaper', { does: 'recover', input: {} });
      case 'operator':
        return this.spawn(
          { ...state, operated: [...state.operated, move.does] },
          'operator',
          operation(move.does, state.made),
        );
      case 'deliver': {
        const next = copied(state, newer.runId, `${newer.runId} begins`);
        next.place.objects.set(layout.request(newer.runId), canonicalJson(newerRequest()));
        next.place.start(newer.runId);
        await this.#begin(next);
        return next;
      }
    }
  }

  async spawn(state: State, who: string, job: Job): Promise<State> {
    const id = `${who}-${state.made}`;
    const next = copied(state, id, `${id} begins: ${job.does} ${JSON.stringify(job.input)}`);
    next.made += 1;
    await this.#launch(next, id, job);
    return next;
  }

  /** What was started is a machine of its own from here on. */
  async #begin(next: State): Promise<void> {
    const { started, nowMs } = next.place;
    next.place.started = [];
    for (const runId of started) {
      const startedAt = new Date(nowMs).toISOString();
      const context = { runId, executionArn: arnOf(runId), version: newer.version, token: 0, startedAt };
      await this.#goOn(next, runId, begin({ at: 'Admit', context, step: 0, result: null, failed: false, tries: 0 }));
    }
  }

  async #answer(state: State, actor: Actor, fault: Fault | null): Promise<State> {
    const call = actor.call as Call;
    const next = copied(state, actor.id, `${actor.id}: ${inWords(call)}`);
    if (fault === null) {
      if (wasHeldUp(state, actor, call)) next.untold += 1;
      const answer = await next.place.perform(call);
      next.trace = { line: `${next.trace?.line} -> ${shown(answer)}`, before: next.trace?.before ?? null };
      await this.#hear(next, actor, answer);
      await this.#begin(next);
      return next;
    }
    next.trace = { line: `${next.trace?.line} ** ${fault}`, before: next.trace?.before ?? null };
    await this.#fail(next, actor, call, fault);
    await this.#begin(next);
    return next;
  }

  async #fail(next: State, actor: Actor, call: Call, fault: Fault): Promise<void> {
    const { effect, caller, orphan } = meanings[fault];
    if (cutsOff(next.place, call, meanings[fault])) next.untold += 1;
    if (effect === 'done') await next.place.perform(call);
    if (effect === 'late') {
      next.place.late = [...next.place.late, call];
      next.delayed = true;
    }
    if (orphan) {
      const id = `orphan-${next.made}`;
      next.made += 1;
      const { machine: _, ...rest } = actor;
      next.actors = [...next.actors, { ...rest, id }];
    }
    if (caller !== 'cut' && caller !== 'stopped') {
      await this.#hear(next, actor, { error: thrownFor(call, caller) });
      return;
    }
    if (!actor.machine) next.actors = next.actors.filter(({ id }) => id !== actor.id);
    else if (caller === 'cut') await this.#goOn(next, actor.id, again(actor.machine), actor.looks);
    else await this.#ended(next, actor, 'ABORTED');
  }

  /** The step function goes on with an answer, past all that concerns nobody else. */
  async #hear(next: State, actor: Actor, answer: Answer): Promise<void> {
    const flight = this.#flights.get(actor) ?? this.#fly(actor.job as Job, actor.startMs, actor.heard);
    this.#flights.delete(actor);
    const heard = { answer, nowMs: next.place.nowMs + skewOf(actor.id) };
    flight.give(heard);
    await this.#follow(
      next,
      { ...actor, heard: [...actor.heard, heard], digest: digested(actor.digest, heard) },
      flight,
    );
  }

  async #follow(next: State, actor: Actor, flight: Flight): Promise<void> {
    let now = actor;
    for (;;) {
      const halt = await flight.halt();
      if ('end' in halt) return this.#finished(next, now, halt.end);
      if (!isLocal(halt.call)) {
        const parked = { ...now, call: halt.call };
        this.#flights.set(parked, flight);
        next.actors = next.actors.map((one) => (one.id === parked.id ? parked : one));
        return;
      }
      const heard = { answer: await next.place.perform(halt.call), nowMs: next.place.nowMs + skewOf(now.id) };
      flight.give(heard);
      now = { ...now, heard: [...now.heard, heard], digest: digested(now.digest, heard) };
    }
  }

  async #finished(next: State, actor: Actor, end: Answer): Promise<void> {
    const how = 'error' in end ? `fails: ${end.error.name} ${end.error.message}` : `answers ${shown(end)}`;
    next.trace = { line: `    ${actor.id}: ${actor.job?.does} ${how}`, before: next.trace };
    if ('error' in end && ['TypeError', 'RangeError', 'ReferenceError', 'ZodError'].includes(end.error.name))
      next.broken = `${actor.job?.does} fell over: ${end.error.stack}`;
    if (!actor.machine) {
      next.actors = next.actors.filter(({ id }) => id !== actor.id);
      return;
    }
    const then = after(actor.machine, end);
    await this.#goOn(next, actor.id, then, isNoFurther(actor.machine, then) ? actor.looks + 1 : 0);
  }

  async #goOn(next: State, id: string, then: Next, looks = 0): Promise<void> {
    const actor = next.actors.find((one) => one.id === id);
    if ('ended' in then) {
      if (actor) await this.#ended(next, actor, then.ended);
      return;
    }
    const dueMs = then.waitSeconds > 0 ? next.place.nowMs + then.waitSeconds * 1000 : null;
    if ('job' in then && dueMs === null) return this.#launch(next, id, then.job, then.machine, looks);
    const rests: Actor = {
      id,
      machine: then.machine,
      job: 'job' in then ? then.job : null,
      startMs: 0,
      heard: [],
      digest: noDigest,
      call: null,
      dueMs,
      asks: 'asks' in then ? then.asks : null,
      looks,
    };
    next.actors = [...next.actors.filter((one) => one.id !== id), rests].sort(byId);
  }

  async #launch(next: State, id: string, job: Job, machine?: Machine, looks = 0): Promise<void> {
    const startMs = next.place.nowMs + skewOf(id);
    const started = { id, job, startMs, heard: [], digest: noDigest, call: null, dueMs: null, asks: null, looks };
    const actor: Actor = machine ? { ...started, machine } : started;
    next.actors = [...next.actors.filter((one) => one.id !== id), actor].sort(byId);
    await this.#follow(next, actor, this.#fly(job, startMs, []));
  }

  async #ended(next: State, actor: Actor, status: 'SUCCEEDED' | 'FAILED' | 'ABORTED'): Promise<void> {
    const executionArn = actor.machine?.context.executionArn ?? '';
    next.trace = { line: `    ${actor.id} ended as ${status}`, before: next.trace };
    next.place.statuses.set(executionArn, status);
    next.actors = next.actors.filter(({ id }) => id !== actor.id);
    if (status === 'SUCCEEDED') return;
    const id = `watchdog-${next.made}`;
    next.made += 1;
    await this.#launch(next, id, { does: 'recover', input: { executionArn } });
  }

  #fly(job: Job, startMs: number, heard: Actor['heard']): Flight {
    const { wrap = (ports) => ports } = this.#given;
    return new Flight((line) => workOf(job)(wrap(portsOver(line, this.#given))), startMs, heard);
  }
}

function isNoFurther({ at }: Machine, then: Next): boolean {
  if (!('machine' in then)) return false;
  return at === 'Judge' ? then.machine.at === 'Watch' : then.machine.at === at && then.waitSeconds > 0;
}

function copied(state: State, last: string, line: string): State {
  return { ...state, place: state.place.copy(), last, trace: { line, before: state.trace } };
}

/** No two processes are at the same millisecond. */
function skewOf(id: string): number {
  const number = Number(id.split('-').at(-1));
  if (id.startsWith('data-newer')) return 500 + number;
  return id.startsWith('data') ? 0 : number;
}

function byId(a: Actor, b: Actor): number {
  return a.id < b.id ? -1 : 1;
}

function actorOf({ actors }: State, id: string): Actor {
  const actor = actors.find((one) => one.id === id);
  if (!actor) throw new Error(`nobody is called ${id}`);
  return actor;
}

function seconds({ place }: State, ms: number | null): string {
  return `+${((ms ?? place.nowMs) - place.nowMs) / 1000} s`;
}

function shown(answer: Answer): string {
  if ('error' in answer) return `${answer.error.name}: ${answer.error.message}`.slice(0, 160);
  // Of a record that is read, what was written before says enough.
  return typeof answer.value === 'string' && answer.value.length > 40
    ? 'read'
    : (JSON.stringify(answer.value) ?? 'nothing').slice(0, 300);
}

function thrownFor({ port, args: [service] }: Call, name: string): Error {
  if (port === 'aws') return name === 'TimeoutError' ? timedOut() : throttled(String(service));

  const error = new Error(`the call came to nothing: ${name}`);
  error.name = name;
  return error;
}

function landed(state: State, index: number): State {
  const call = state.place.late[index] as Call;
  const next = copied(state, state.last ?? '', `late: ${inWords(call)}`);
  next.place.late = state.place.late.filter((_, other) => other !== index);
  next.trace = { line: `${next.trace?.line} -> ${shown(next.place.perform(call) as Answer)}`, before: state.trace };
  return next;
}

function outside(state: State, kind: 'foreign' | 'revert'): State {
  const next = copied(
    state,
    state.last ?? '',
    kind === 'foreign' ? 'somebody else moves traffic' : 'the service takes back what is under way',
  );
  const { serving, nowMs } = next.place;
  const happened = kind === 'foreign' ? serving.meddle(nowMs) : serving.revert(nowMs);
  return kind === 'foreign' ? { ...next, meddled: happened } : { ...next, reverted: happened };
}

/** `rollback 1.0.0` names a version, `rollback!` takes over what somebody else did. */
function operation(does: string, number: number): Job {
  const [word = '', version] = does.split(' ');
  const runId = `operator-${number}`;
  const input = {
    operation: word.replace('!', ''),
    by: `operator ${number}`,
    pipeline,
    runId,
    executionArn: `operator:${runId}`,
    ...(version ? { to: version } : {}),
    ...(word.endsWith('!') ? { overwrite: true } : {}),
  };
  return { does: 'operate', input };
}
