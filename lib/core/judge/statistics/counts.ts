import { InputError } from '../../errors.ts';

/** What one arm answered: whole numbers, 0 ≤ errors ≤ requests. */
export interface Counts {
  requests: number;
  errors: number;
}

export const noCounts: Counts = { requests: 0, errors: 0 };

export function sumCounts(a: Counts, b: Counts): Counts {
  return { requests: a.requests + b.requests, errors: a.errors + b.errors };
}

/** Throws `judge-input` unless the counts can be counts; `arm` names whose. */
export function checkCounts({ requests, errors }: Counts, arm: string): void {
  if (Number.isSafeInteger(requests) && Number.isSafeInteger(errors) && errors >= 0 && errors <= requests) return;
  throw new InputError(
    'judge-input',
    `the ${arm} has ${errors} errors of ${requests} requests; whole numbers are needed, with 0 ≤ errors ≤ requests`,
  );
}
