import { evaluate, type Missing } from './evaluate.ts';

const read = (range: string) => [...range].map((one) => (one === '-' ? undefined : one === 'X'));
const ways: Missing[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

/** Both tables of the CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data"; `undefined` retains. */
test.each([
  [3, '0-X-X', ['OK', 'OK', 'OK', 'OK']],
  [3, '0----', ['OK', 'OK', 'OK', 'OK']],
  [3, '-----', ['INSUFFICIENT_DATA', undefined, 'ALARM', 'OK']],
  [3, '0XX-X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  [3, '--X--', ['ALARM', undefined, 'ALARM', 'OK']],
  [2, '0-X-X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  [2, '00X0X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  [2, '0-X--', ['OK', 'OK', 'ALARM', 'OK']],
  [2, '----0', ['OK', 'OK', 'ALARM', 'OK']],
  [2, '---X-', ['ALARM', undefined, 'ALARM', 'OK']],
])('with %i breaches of three, %s is what the guide says for each treatment of missing data', (m, range, expected) => {
  const rule = { evaluationPeriods: 3, datapointsToAlarm: m };
  expect(ways.map((missing) => evaluate(read(range), { ...rule, missing }))).toEqual(expected);
});

test('only the most recent periods count when no data is missing', () => {
  const rule = { evaluationPeriods: 3, datapointsToAlarm: 1, missing: 'missing' as const };
  expect(evaluate(read('XX000'), rule)).toBe('OK');
  expect(evaluate(read('00X00'), rule)).toBe('ALARM');
});

test.each(['----X', '---X-'])(
  '%s is no alarm yet where it takes three breaches: the next point may be well',
  (range) => {
    expect(evaluate(read(range), { evaluationPeriods: 3, datapointsToAlarm: 3, missing: 'missing' })).toBeUndefined();
  },
);
