import { type Duration, Size } from 'aws-cdk-lib';
import { InputError } from '../core/errors.ts';

/** Refuses a duration outside its range, in the caller's words. */
export function within(name: string, value: Duration, least: Duration, most: Duration): void {
  if (value.toMilliseconds() >= least.toMilliseconds() && value.toMilliseconds() <= most.toMilliseconds()) return;
  const said = (duration: Duration) => duration.toHumanString();
  throw new InputError('out-of-range', `${name}: got ${said(value)}; allowed: ${said(least)} to ${said(most)}`);
}

/** Refuses a number that is not whole or outside its range. */
export function wholeWithin(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  const said = (count: number) => count.toLocaleString('en');
  throw new InputError(
    'out-of-range',
    `${name}: got ${value}; allowed: whole numbers from ${said(least)} to ${said(most)}`,
  );
}

/** Refuses a size outside its range, or between its steps. */
export function sizeWithin(name: string, value: Size, least: Size, most: Size, step = Size.mebibytes(1)): void {
  const [got, low, high, by] = [value, least, most, step].map((size) => size.toMebibytes()) as [
    number,
    number,
    number,
    number,
  ];
  if (got >= low && got <= high && got % by === 0) return;
  const steps = by > 1 ? ` in steps of ${by.toLocaleString('en')}` : '';
  const range = `${low.toLocaleString('en')} to ${high.toLocaleString('en')} MiB${steps}`;
  throw new InputError('out-of-range', `${name}: got ${got} MiB; allowed: ${range}`);
}
