import { alarms } from '../../../../../lib/cli/deployed/doctor/checks/alarms.ts';
import { patient } from '../patient.ts';

const alarm = (name: string, StateValue: string, more: object = {}) => ({
  ...{ AlarmName: `signalbox-iris-${name}`, AlarmDescription: `Signalbox iris: ${name}. See docs/runbook.md#${name}` },
  ...{ StateValue, ActionsEnabled: true },
  ...more,
});

test('each alarm that is loud, blind or mute is told, with its own section of the runbook', async () => {
  const pages = [
    { MetricAlarms: [alarm('run-failed', 'ALARM'), alarm('well', 'OK')], NextToken: 'more' },
    { MetricAlarms: [alarm('reaper-silent', 'INSUFFICIENT_DATA'), alarm('mute', 'OK', { ActionsEnabled: false })] },
  ];
  const seen = await patient({ DescribeAlarms: () => pages.shift() });
  expect(await alarms.look(seen)).toMatchObject([
    {
      state: 'fail',
      sentence: 'signalbox-iris-run-failed is in ALARM',
      mend: expect.stringMatching(/runbook\.md#run-failed/),
    },
    { state: 'warn', sentence: 'no data to judge by: signalbox-iris-reaper-silent' },
    { state: 'warn', sentence: 'signalbox-iris-mute tells nobody' },
  ]);
});

test('alarms of a pipeline whose name begins like ours are not ours', async () => {
  const other = alarm('two-run-failed', 'ALARM', { AlarmDescription: 'Signalbox iris-two: run-failed.' });
  const seen = await patient({ DescribeAlarms: () => ({ MetricAlarms: [other, alarm('well', 'OK')] }) });
  expect(await alarms.look(seen)).toMatchObject([{ state: 'ok', sentence: 'all 1 are in OK' }]);
});

test('a pipeline without alarms is worth a look', async () => {
  expect(await alarms.look(await patient({ DescribeAlarms: () => ({}) }))).toMatchObject([{ state: 'warn' }]);
});
