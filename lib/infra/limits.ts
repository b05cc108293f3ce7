import type { Duration } from 'aws-cdk-lib';
import { InputError } from '../core/errors.ts';

/** Refuses a duration outside its range, in the caller's words. */
export function within(name: string, value: Duration, least: Duration, most: Duration): void {
  if (value.toSeconds() >= least.toSeconds() && value.toSeconds() <= most.toSeconds()) return;
  const said = (duration: Duration) => duration.toHumanString();
  throw new InputError('out-of-range', `${name}: got ${said(value)}; allowed: ${said(least)} to ${said(most)}`);
}
