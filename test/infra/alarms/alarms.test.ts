import { Duration } from 'aws-cdk-lib';
import type { AlarmOptions } from '../../../lib/infra/alarms/alarms.ts';
import { alarmKinds } from '../../../lib/infra/alarms/registry.ts';
import { onGitHub } from '../connected.ts';
import { pipeline, type Resource, spelled } from '../pipeline.ts';

const whole = pipeline((stack) => ({
  ...onGitHub(stack),
  frontDoor: true,
  alarms: { dataWithin: Duration.days(7), inconclusiveInADay: 5, trainingInADay: Duration.hours(2) },
}));
const plain = pipeline();

const alarmsOf = ({ ofType }: typeof plain) =>
  Object.fromEntries(
    ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => [
      String(Properties.AlarmName).replace('signalbox-iris-', ''),
      Properties as Resource['Properties'],
    ]),
  );

test('a pipeline that has all of it has every alarm, and one that does not has none that it cannot have', () => {
  expect(Object.keys(alarmsOf(whole)).sort()).toEqual(Object.keys(alarmKinds).sort());
  const absent = Object.keys(alarmKinds).filter((id) => !(id in alarmsOf(plain)));
  expect(absent.sort()).toEqual(['data-missing', 'door-failed', 'reports-failed', 'webhook-failed']);
});

test('every alarm tells people by the topic of events when it begins, not when it is over, and links its section', () => {
  const events = expect.stringMatching(/^<PipelineNotificationsEvents/);
  for (const [id, alarm] of Object.entries(alarmsOf(whole))) {
    expect(alarm.AlarmActions.map(spelled)).toEqual([events]);
    expect(alarm.OKActions).toBeUndefined();
    expect(alarm.AlarmDescription).toMatch(new RegExp(`^Signalbox iris: .*\\. See docs/runbook\\.md#${id}$`));
  }
});

test('silence is news of those only that always have something to tell', () => {
  const silent = Object.entries(alarmsOf(whole)).filter(([, alarm]) => alarm.InsufficientDataActions?.length);
  expect(silent.map(([id]) => id).sort()).toEqual(['reaper-silent', 'reconciler-silent']);
  for (const [, alarm] of silent) expect(alarm.TreatMissingData).toBe('missing');
  const others = Object.entries(alarmsOf(whole)).filter(([id]) => !silent.some(([other]) => other === id));
  for (const [, alarm] of others) expect(alarm.TreatMissingData).toBe('notBreaching');
});

test('CloudWatch takes a day of short periods, a week of long ones, and ten metrics in one alarm', () => {
  for (const alarm of Object.values(alarmsOf(whole))) {
    const period = alarm.Period ?? alarm.Metrics[1].MetricStat.Period;
    const most = period < 3_600 ? 86_400 : 7 * 86_400;
    expect(period * alarm.EvaluationPeriods).toBeLessThanOrEqual(most);
    expect(alarm.DatapointsToAlarm).toBeLessThanOrEqual(alarm.EvaluationPeriods);
    expect((alarm.Metrics ?? [null]).length).toBeLessThanOrEqual(10);
  }
});

test('limits are those that were asked for', () => {
  const alarms = alarmsOf(whole);
  const thresholds = ['data-missing', 'gate-inconclusive', 'training-too-long'].map((id) => alarms[id].Threshold);
  expect(thresholds).toEqual([7 * 24, 5, 120]);
  expect(alarmsOf(plain)['gate-inconclusive'].Threshold).toBe(3);
});

test('an alarm that is not wanted is not made, and the runbook may lie elsewhere', () => {
  const alarms: AlarmOptions = {
    without: ['intake-late', 'functions-throttled'],
    runbook: 'https://wiki.example.org/iris',
  };
  const made = alarmsOf(pipeline(() => ({ alarms })));
  expect(Object.keys(made)).toHaveLength(Object.keys(alarmsOf(plain)).length - 2);
  expect(made['run-stuck'].AlarmDescription).toContain('See https://wiki.example.org/iris#run-stuck');
});

test.each<[string, object]>([
  ['alarms.dataWithin: got 1 minute; allowed: 1 hour to 365 days', { dataWithin: Duration.minutes(1) }],
  ['alarms.inconclusiveInADay: got 0; allowed', { inconclusiveInADay: 0 }],
  ['alarms.trainingInADay: got 400 days; allowed', { trainingInADay: Duration.days(400) }],
  ['alarms.without: got run-stucked; allowed: run-failed, run-stuck', { without: ['run-stucked'] }],
])('a limit out of its range is refused at the door: %s', (sentence, alarms) => {
  expect(() => pipeline(() => ({ alarms }))).toThrow(sentence);
});

test('only where somebody expects data does the reconciler tell how old it is', () => {
  const told = ({ ofType }: typeof plain) =>
    ofType('AWS::Lambda::Function')
      .filter(([id]) => id.includes('reconcile'))
      .map(([, { Properties }]) => Properties.Environment.Variables.SIGNALBOX_DATA_EXPECTED);
  expect([told(whole), told(plain)]).toEqual([['true'], ['false']]);
});
