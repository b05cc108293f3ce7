import type { GitHubClient } from '../client.ts';
import { GitHubRefusal } from '../failure.ts';

/** One thing that was looked at. `unknown`: the credentials may not see it, so that somebody has to. */
export interface Finding {
  check: string;
  state: 'ok' | 'bad' | 'unknown';
  sentence: string;
  /** How to mend it, or where to look; null where all is well. */
  mend: string | null;
}

export interface Patient {
  client: GitHubClient;
  branch: string;
  /** Name of the check that should be required. */
  check: string;
  /** Where GitHub should deliver to; null: whichever webhook looks like ours. */
  webhookUrl: string | null;
  now: Date;
}

/** One examination; one file each, and one line in doctor.ts. */
export type Examination = (patient: Patient) => Promise<Finding[]>;

export const ok = (check: string, sentence: string): Finding => ({ check, state: 'ok', sentence, mend: null });

export const bad = (check: string, sentence: string, mend: string): Finding => ({
  check,
  state: 'bad',
  sentence,
  mend,
});

export const unknown = (check: string, sentence: string, mend: string): Finding => ({
  check,
  state: 'unknown',
  sentence,
  mend,
});

/** What was found, or `undefined` where GitHub does not show it to these credentials. Trouble is thrown on. */
export async function shown<T>(asked: Promise<{ data: T }>): Promise<T | undefined> {
  try {
    return (await asked).data;
  } catch (thrown) {
    if (thrown instanceof GitHubRefusal && [403, 404].includes(thrown.status)) return undefined;
    throw thrown;
  }
}
