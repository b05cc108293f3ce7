import type {
  RolloutJudgeOutput,
  RolloutOutput,
  RolloutPrepareOutput,
  RolloutShiftOutput,
} from '../../lib/core/rollout/step-io.ts';
import type { Answer } from './call.ts';

/** A step function and what it is called with: all that is needed to begin it again. */
export interface Job {
  does: string;
  input: Record<string, unknown>;
}

/** What a rollout's executions remember: Rollout, with Watch inside and the end of Delivery around it. */
export interface Machine {
  at: 'Admit' | 'Prepare' | 'Shift' | 'Watch' | 'Judge' | 'Promote' | 'RollBack' | 'Verify' | 'Recover' | 'Settle';
  context: { runId: string; executionArn: string; version: string; token: number; startedAt: string };
  step: number;
  result: RolloutOutput | null;
  /** A Catch brought it here. */
  failed: boolean;
  tries: number;
}

/** What comes next: a step function, perhaps after a while; a word of the judge; or the end. */
export type Next =
  | { machine: Machine; job: Job; waitSeconds: number }
  | { machine: Machine; asks: readonly string[]; waitSeconds: number }
  | { ended: 'SUCCEEDED' | 'FAILED' };

/** What RollBack tries again of our own errors; see retries.ts. */
const patience = 4;
/** And of the service's: 200 there, here more than there are faults. */
const endurance = 8;

export function begin(machine: Machine): Next {
  return { machine, job: jobOf(machine), waitSeconds: 0 };
}

function jobOf({ at, context, step, result }: Machine): Job {
  const { startedAt, ...rollout } = context;
  switch (at) {
    case 'Prepare':
      return { does: 'rollout-prepare', input: { ...context, startedAt } };
    case 'Shift':
      return { does: 'rollout-shift', input: { ...rollout, step } };
    case 'Promote':
      return { does: 'rollout-promote', input: rollout };
    case 'RollBack':
      return { does: 'rollout-roll-back', input: rollout };
    case 'Verify':
      return { does: 'rollout-verify', input: { ...rollout, result } };
    case 'Recover':
      return { does: 'recover', input: { executionArn: context.executionArn } };
    case 'Settle':
      return { does: 'settle', input: { ...rollout, outcome: result?.outcome ?? null } };
    default:
      return { does: 'admit', input: { ...context } };
  }
}

/** Where the machine goes after a step function; the transitions are those of lib/infra/machines/{rollout,watch,release}.ts. */
export function after(machine: Machine, answer: Answer): Next {
  if ('error' in answer) return afterError(machine, answer.error);
  const { value } = answer;
  switch (machine.at) {
    case 'Admit':
      return value === null
        ? { ended: 'SUCCEEDED' }
        : to({ ...machine, context: value as Machine['context'] }, 'Prepare');
    case 'Prepare':
      return prepared(machine, value as RolloutPrepareOutput);
    case 'Shift':
      return shifted(machine, value as RolloutShiftOutput);
    case 'Judge':
      return judged(machine, value as RolloutJudgeOutput);
    case 'Promote':
    case 'RollBack':
      return moved(machine, value as RolloutOutput);
    case 'Verify':
      return verified(machine, value as RolloutOutput);
    case 'Recover':
      return to({ ...machine, result: null }, 'Settle');
    default:
      return { ended: machine.result === null ? 'FAILED' : 'SUCCEEDED' };
  }
}

/** The same step again, as its Retry has it when the service says that the function ran out of time. */
export function again(machine: Machine): Next {
  return to(machine, machine.at, { tries: machine.tries + 1 });
}

export function judge(machine: Machine, says: string): Next {
  const { startedAt: _, ...rollout } = machine.context;
  const input = { ...rollout, step: machine.step, looks: 0, says };
  return { machine: { ...machine, at: 'Judge' }, job: { does: 'rollout-judge', input }, waitSeconds: 0 };
}

function to(machine: Machine, at: Machine['at'], also: Partial<Machine> = {}, waitSeconds = 0): Next {
  const next: Machine = { ...machine, tries: 0, ...also, at };
  if (at === 'Watch') return { machine: next, asks: ['pass', 'fail', 'wait'], waitSeconds: 1 };
  // It is asked anew.
  return at === 'Judge'
    ? { machine: { ...next, at: 'Watch' }, asks: ['pass', 'fail', 'wait'], waitSeconds: 0 }
    : { machine: next, job: jobOf(next), waitSeconds };
}

function prepared(machine: Machine, { progress, waitSeconds }: RolloutPrepareOutput): Next {
  if (progress === 'pending') return to(machine, 'Prepare', {}, waitSeconds);
  return to(machine, progress === 'done' ? 'Shift' : 'RollBack');
}

function shifted(machine: Machine, { progress, waitSeconds, step }: RolloutShiftOutput): Next {
  if (progress === 'pending') return to(machine, 'Shift', {}, waitSeconds);
  if (progress === 'held') return to(machine, 'Watch', { step });
  return to(machine, progress === 'done' ? 'Watch' : 'RollBack');
}

function judged(machine: Machine, { decision, step }: RolloutJudgeOutput): Next {
  if (decision === 'continue') return to(machine, 'Watch');
  if (decision === 'advance') return to(machine, 'Shift', { step });
  return to(machine, decision === 'promote' ? 'Promote' : 'RollBack');
}

function moved(machine: Machine, result: RolloutOutput): Next {
  if (result.outcome === 'pending') return to(machine, machine.at, {}, result.waitSeconds);
  if (result.outcome === 'held' && machine.at === 'Promote') return to(machine, 'Watch');
  return to(machine, 'Verify', { result });
}

function verified(machine: Machine, result: RolloutOutput): Next {
  if (result.outcome === 'pending') return to(machine, 'Verify', {}, result.waitSeconds);
  const interrupted = machine.failed && ['rolled_back', 'inconclusive'].includes(result.outcome);
  return interrupted ? to(machine, 'Recover') : to(machine, 'Settle', { result });
}

function afterError(machine: Machine, { name }: Error): Next {
  const { at, tries } = machine;
  switch (at) {
    case 'RollBack': {
      const most = ['ConflictError', 'InternalError'].includes(name) ? patience : endurance;
      return name !== 'InputError' && tries < most
        ? to(machine, at, { tries: tries + 1 })
        : to(machine, 'Recover', { failed: true });
    }
    case 'Verify':
      return to(machine, 'Recover', { failed: true });
    case 'Recover':
      return to({ ...machine, result: null }, 'Settle');
    case 'Settle':
    case 'Admit':
      return { ended: 'FAILED' };
    default:
      return to(machine, 'RollBack', { failed: true });
  }
}
