import { askedBy } from '../../../lib/core/triggers/registry.ts';

const place = { pipeline: 'iris', dataBucket: 'data', repository: null };

/** As in the CloudWatch User Guide, "Alarm events and EventBridge". */
const ofMetric = {
  version: '0',
  id: 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92',
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: '123456789012',
  time: '2019-10-02T17:04:40Z',
  region: 'us-east-1',
  resources: ['arn:aws:cloudwatch:us-east-1:123456789012:alarm:ServerCpuTooHigh'],
  detail: {
    alarmName: 'ServerCpuTooHigh',
    configuration: {
      description: 'Goes into alarm when server CPU utilization is too high!',
      metrics: [
        {
          id: '30b6c6b2-a864-43a2-4877-c09a1afc3b87',
          metricStat: {
            metric: {
              dimensions: { InstanceId: 'i-12345678901234567' },
              name: 'CPUUtilization',
              namespace: 'AWS/EC2',
            },
            period: 300,
            stat: 'Average',
          },
          returnData: true,
        },
      ],
    },
    previousState: { reason: 'Threshold Crossed', timestamp: '2019-10-01T13:56:40.987+0000', value: 'OK' },
    state: {
      reason: 'Threshold Crossed: 1 out of the last 1 datapoints [99.5 (02/10/19 16:59:00)] was greater than 50.0.',
      reasonData: '{"version":"1.0","queryDate":"2019-10-02T17:04:40.985+0000"}',
      timestamp: '2019-10-02T17:04:40.989+0000',
      value: 'ALARM',
    },
  },
};

const withState = (state: Record<string, unknown>) => ({
  ...ofMetric,
  detail: { ...ofMetric.detail, state: { ...ofMetric.detail.state, ...state } },
});

test('an alarm that goes off asks for one training, named by the alarm and the time of its change', () => {
  expect(askedBy(ofMetric, place)).toEqual({
    ask: 'retrain',
    trigger: { kind: 'drift', detail: 'ServerCpuTooHigh' },
    nonce: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:ServerCpuTooHigh 2019-10-02T17:04:40.989+0000',
  });
  expect(askedBy({ ...ofMetric, id: 'delivered-again' }, place)).toEqual(askedBy(ofMetric, place));
});

test('a composite alarm is an alarm', () => {
  const configuration = { alarmRule: 'ALARM(drift-a) OR ALARM(drift-b)', actionsSuppressor: 'deploying' };
  const composite = { ...ofMetric, detail: { ...ofMetric.detail, configuration } };
  expect(askedBy(composite, place)).toMatchObject({ ask: 'retrain' });
});

test.each(['OK', 'INSUFFICIENT_DATA'])('an alarm that is %s asks for nothing', (value) => {
  expect(askedBy(withState({ value }), place)).toMatchObject({ ask: 'nothing' });
});

test.each([{ value: 'PANIC' }, { timestamp: undefined }])('an alarm that says %j is refused by name', (state) => {
  expect(() => askedBy(withState(state), place)).toThrow(expect.objectContaining({ code: 'bad-event' }));
});

test('a changed configuration of an alarm is no alarm', () => {
  const event = { ...ofMetric, 'detail-type': 'CloudWatch Alarm Configuration Change' };
  expect(() => askedBy(event, place)).toThrow(expect.objectContaining({ code: 'unknown-event' }));
});
