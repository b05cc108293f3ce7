import type { StateValue } from '@aws-sdk/client-cloudwatch';

export type Missing = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export interface Rule {
  evaluationPeriods: number;
  datapointsToAlarm: number;
  missing: Missing;
}

/** CloudWatch looks at some more periods than it evaluates, so that what is late or missing can be replaced; its examples have two. */
export const extraPeriods = 2;

/**
 * The state that an alarm goes to, from its periods, oldest first: whether each breaches, or undefined where there is no data.
 * Undefined: it keeps its state. (CloudWatch user guide, how alarm state is evaluated when data is missing.)
 */
export function evaluate(range: Array<boolean | undefined>, rule: Rule): StateValue | undefined {
  const { evaluationPeriods, datapointsToAlarm, missing } = rule;
  const real = range.filter((one) => one !== undefined);
  const used = real.slice(-evaluationPeriods);
  const breaching = used.filter(Boolean).length;
  const filled = Math.max(0, evaluationPeriods - real.length);
  const counted = breaching + (missing === 'breaching' ? filled : 0);
  if (counted >= datapointsToAlarm) return 'ALARM';
  if (filled === 0 || missing === 'breaching' || missing === 'notBreaching') return 'OK';
  if (real.length === 0) return missing === 'missing' ? 'INSUFFICIENT_DATA' : undefined;
  if (used.includes(false)) return 'OK';
  return missing === 'missing' && holdsOn(range, datapointsToAlarm) ? 'ALARM' : undefined;
}

/** The oldest breach is as old as it takes: rather an alarm than a wait for data that does not come. */
function holdsOn(range: Array<boolean | undefined>, datapointsToAlarm: number): boolean {
  return range.length - range.indexOf(true) >= datapointsToAlarm;
}
