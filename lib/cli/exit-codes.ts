import type { Fault } from '../core/errors.ts';
import type { GateRecord, Verdict } from '../core/gate.ts';
import type { Outcome, RunOutcome } from '../core/run.ts';

/** The one table of exit codes: help and docs are made from it. 64, 65, 70 and 75 are those of BSD's sysexits, 130 a shell's for SIGINT. */
export const exitCodes = {
  pass: { code: 0, means: 'pass', when: 'it was done: released, passed, requeued or superseded; nothing is wrong' },
  fail: { code: 1, means: 'rejected', when: 'a gate failed or a rollout was taken back; the sentence says why' },
  inconclusive: { code: 2, means: 'inconclusive', when: 'too little was known to decide, so nothing was released' },
  usage: { code: 64, means: 'usage', when: 'the command line was wrong' },
  input: { code: 65, means: 'bad input', when: 'a file, policy, contract or name that was handed in cannot be used' },
  conflict: {
    code: 75,
    means: 'too late',
    when: 'somebody else was first, is at it, or it was overtaken: look, and decide anew',
  },
  ours: { code: 70, means: 'our fault', when: 'something of ours failed to run; nothing was decided' },
  interrupted: {
    code: 130,
    means: 'interrupted',
    when: 'Ctrl-C, or the terminal was closed: the run was stopped, and traffic is on one release',
  },
} as const;

export type Exit = keyof typeof exitCodes;

const exitOfOutcomes: Record<Outcome, Exit> = {
  released: 'pass',
  passed: 'pass',
  requeued: 'pass',
  superseded: 'pass',
  rejected: 'fail',
  rolled_back: 'fail',
  inconclusive: 'inconclusive',
  broken: 'ours',
};

/** Rejected because its input could not be read is bad input, not a verdict on it. */
export function exitOfRun({ outcome, errorCode }: Pick<RunOutcome, 'outcome' | 'errorCode'>): Exit {
  return outcome === 'rejected' && errorCode !== null ? 'input' : exitOfOutcomes[outcome];
}

export function exitOfGate({ verdict, unreadable }: Pick<GateRecord, 'verdict' | 'unreadable'>): Exit {
  const exits: Record<Verdict, Exit> = { pass: 'pass', fail: 'fail', inconclusive: 'inconclusive' };
  return unreadable ? 'input' : exits[verdict];
}

export function exitOfFault(fault: Fault): Exit {
  return fault;
}

/** The rows of the table that a command can end with, as lines of its help. */
export function exitCodesHelp(exits: readonly Exit[]): string {
  const rows = exits.map((exit) => exitCodes[exit]);
  return ['Exit codes:', ...rows.map(({ code, means, when }) => `  ${String(code).padEnd(4)}${means}: ${when}`)].join(
    '\n',
  );
}
