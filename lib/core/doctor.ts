import { messageOf, SignalboxError } from './errors.ts';

/** `warn`: it works, and somebody should look. `unknown`: it could not be seen, which is not known to be well. */
export const findingStates = ['ok', 'warn', 'fail', 'unknown'] as const;
export type FindingState = (typeof findingStates)[number];

/** One thing that a doctor looked at. */
export interface Finding {
  check: string;
  state: FindingState;
  sentence: string;
  /** What to do; null where all is well. */
  mend: string | null;
}

/** What an examination says; its own name is put before it. */
export type Said = Omit<Finding, 'check'>;

/** One examination: one file, named as it, and one line in a registry. It changes nothing. */
export interface Examination<Patient> {
  /** What it looks at, for the documentation. */
  about: string;
  /** What whoever asks must be allowed to do, as IAM names it; empty where there is nothing to ask. */
  actions: readonly string[];
  look(patient: Patient): Promise<Said[]>;
}

export const ok = (sentence: string): Said => ({ state: 'ok', sentence, mend: null });
export const warn = (sentence: string, mend: string): Said => ({ state: 'warn', sentence, mend });
export const fail = (sentence: string, mend: string): Said => ({ state: 'fail', sentence, mend });
export const unknown = (sentence: string, mend: string): Said => ({ state: 'unknown', sentence, mend });

/** Every examination, in order. One that cannot be made is unknown, and keeps no other from being made. */
export async function examine<Patient>(
  examinations: Record<string, Examination<Patient>>,
  patient: Patient,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [check, examination] of Object.entries(examinations)) {
    const said = await examination.look(patient).catch((thrown) => [notSeen(thrown, examination.actions)]);
    findings.push(...said.map((one) => ({ check, ...one })));
  }
  return findings;
}

function notSeen(thrown: unknown, actions: readonly string[]): Said {
  // What is wrong with something that was read is found, and not unseen.
  if (thrown instanceof SignalboxError) return fail(thrown.message, mendOf(thrown));
  const allow = actions.length > 0 ? `Allow ${actions.join(', ')}, or look yourself.` : 'Look yourself.';
  return unknown(`it could not be seen: ${messageOf(thrown).split('\n')[0] ?? ''}`, allow);
}

const unreadable = ['corrupt-record', 'release-altered'];

function mendOf({ code }: SignalboxError): string {
  return unreadable.includes(code)
    ? 'See "A record that cannot be read" in the runbook.'
    : 'Mend that, and look again.';
}

/** The worst of them; `warn` is no failure. */
export function worst(findings: readonly Finding[]): 'pass' | 'fail' | 'inconclusive' {
  if (findings.some(({ state }) => state === 'fail')) return 'fail';
  return findings.some(({ state }) => state === 'unknown') ? 'inconclusive' : 'pass';
}
