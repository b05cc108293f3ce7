import { count, perSecond } from '../../judge/words.ts';
import type { Forecast } from '../planner.ts';

/** A forecast as a table: a row of headings, and one for each step. */
export function forecastRows({ steps }: Forecast): string[][] {
  const time = (seconds: number | null) => (seconds === null ? 'never' : `${count(Math.ceil(seconds))} s`);
  return [
    ['step', 'traffic', 'requests/s', 'enough requests', '10 x errors found', '5 x errors found', 'proof', 'time', ''],
    ...steps.map((one, i) => [
      String(i + 1),
      `${one.step.percent} % ${one.step.manner}`,
      perSecond(one.candidatePerSecond),
      time(one.minRequestsSeconds),
      time(one.catch10Seconds),
      time(one.catch5Seconds),
      time(one.proofSeconds),
      time(one.step.deadlineSeconds),
      one.fits ? 'fits' : 'does not fit',
    ]),
  ];
}
