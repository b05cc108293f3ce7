import { alarms } from '../../../../lib/cli/deployed/teardown/alarms.ts';
import { leftover } from './leftover.ts';

test('alarms that guard or scale the endpoint are found, each with its price, and those of others are left alone', async () => {
  const names = [
    'iris-model-judge',
    'iris-model-latency',
    'iris-model-of-mine',
    'TargetTracking-endpoint/iris-model/variant/a-AlarmHigh-1',
  ];
  const DescribeAlarms = ({ AlarmNamePrefix }: { AlarmNamePrefix: string }) => ({
    MetricAlarms: names.filter((name) => name.startsWith(AlarmNamePrefix)).map((AlarmName) => ({ AlarmName })),
  });
  const deleted: string[] = [];
  const DeleteAlarms = ({ AlarmNames }: { AlarmNames: string[] }) => deleted.push(...AlarmNames);
  const found = await alarms(leftover({ DescribeAlarms, DeleteAlarms }, { served: null, endpoint: 'iris-model' }));
  expect(found.map(({ dollarsPerMonth }) => dollarsPerMonth)).toEqual([0.1, 0.1, 0.1]);
  for (const one of found) await one.remove();
  expect(deleted).toEqual(names.filter((name) => name !== 'iris-model-of-mine'));
});
