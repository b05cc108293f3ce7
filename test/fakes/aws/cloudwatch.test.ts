import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { takeBreaches } from './breach.ts';
import { FakeCloudWatch } from './cloudwatch.ts';
import { VirtualClock } from './virtual-clock.ts';

const start = '2026-01-01T12:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(start) + seconds * 1000);
const metric = {
  namespace: 'AWS/SageMaker',
  name: 'Invocations',
  dimensions: { EndpointName: 'iris', VariantName: 'main' },
};

function query(Period: number, Stat = 'Sum', more: Partial<MetricDataQuery> = {}): MetricDataQuery {
  const Dimensions = [
    { Name: 'VariantName', Value: 'main' },
    { Name: 'EndpointName', Value: 'iris' },
  ];
  const Metric = { Namespace: 'AWS/SageMaker', MetricName: 'Invocations', Dimensions };
  return { Id: 'requests', MetricStat: { Metric, Period, Stat }, ...more };
}

/** A clock that shows 12:05, and an ask for what came since 12:00. */
function watched(settings = {}) {
  const clock = new VirtualClock(start);
  clock.advance(300);
  const fake = new FakeCloudWatch(clock, undefined, settings);
  const ask = async (queries: MetricDataQuery[], more: Partial<GetMetricDataCommandInput> = {}) =>
    fake.client.send(
      new GetMetricDataCommand({ MetricDataQueries: queries, StartTime: at(0), EndTime: at(300), ...more }),
    );
  const values = async (...told: Parameters<typeof ask>) => {
    const [result] = (await ask(...told)).MetricDataResults ?? [];
    return (result?.Timestamps ?? []).map((time, i) => [
      (time.getTime() - at(0).getTime()) / 1000,
      result?.Values?.[i],
    ]);
  };
  return { clock, fake, ask, values };
}

describe('GetMetricData', () => {
  test('aligns to the period, leaves out the end, and has the newest first unless it is told otherwise', async () => {
    const { fake, values } = watched();
    for (const second of [0, 59, 60, 239, 240]) fake.publish({ ...metric, at: at(second), values: [1] });
    expect(await values([query(60)])).toEqual([
      [240, 1],
      [180, 1],
      [60, 1],
      [0, 2],
    ]);
    const EndTime = at(240);
    expect(await values([query(60)], { EndTime, ScanBy: 'TimestampAscending' })).toEqual([
      [0, 2],
      [60, 1],
      [180, 1],
    ]);
  });

  test('begins at the whole minute, or at the whole period of less', async () => {
    const { fake, values } = watched();
    for (const second of [10, 25, 70]) fake.publish({ ...metric, at: at(second), values: [1] });
    expect(await values([query(60)], { StartTime: at(34) })).toEqual([
      [60, 1],
      [0, 2],
    ]);
    expect(await values([query(10)], { StartTime: at(34) })).toEqual([[70, 1]]);
  });

  test('knows no point where nobody published one, and no metric of other dimensions', async () => {
    const { fake, values } = watched();
    fake.publish({ ...metric, dimensions: { EndpointName: 'iris' }, values: [1] });
    expect(await values([query(60)])).toEqual([]);
  });

  test('calls complete what is late, and shows it once it is there', async () => {
    const { fake, clock, ask } = watched();
    fake.publish({ ...metric, at: at(290), values: [1] });
    fake.publish({ ...metric, at: at(295), values: [1], lagSeconds: 90 });
    const early = await ask([query(60)]);
    expect(early.MetricDataResults).toMatchObject([{ StatusCode: 'Complete', Values: [1] }]);
    clock.advance(85);
    expect((await ask([query(60)])).MetricDataResults).toMatchObject([{ StatusCode: 'Complete', Values: [2] }]);
  });

  test('gives pages, and tells of each query whether it goes on', async () => {
    const { fake, ask } = watched();
    for (const second of [0, 60, 120]) fake.publish({ ...metric, at: at(second), values: [1] });
    const queries = [query(60), query(60, 'Average', { Id: 'mean' })];
    const first = await ask(queries, { MaxDatapoints: 2 });
    const second = await ask(queries, { MaxDatapoints: 2, NextToken: first.NextToken });
    const third = await ask(queries, { MaxDatapoints: 2, NextToken: second.NextToken });
    const told = [first, second, third].map(({ MetricDataResults = [] }) =>
      MetricDataResults.map(({ Id, StatusCode, Values }) => [Id, StatusCode, Values?.length]),
    );
    expect(told).toEqual([
      [['requests', 'PartialData', 2]],
      [
        ['requests', 'Complete', 1],
        ['mean', 'PartialData', 1],
      ],
      [['mean', 'Complete', 2]],
    ]);
    expect(third.NextToken).toBeUndefined();
  });

  test('can have half of the points, and says that it does', async () => {
    const { fake, ask } = watched();
    for (const second of [0, 60]) fake.publish({ ...metric, at: at(second), values: [1] });
    fake.nextAnswers('PartialData', 'InternalError');
    expect((await ask([query(60)])).MetricDataResults).toMatchObject([{ StatusCode: 'PartialData', Values: [1] }]);
    expect((await ask([query(60)])).MetricDataResults).toMatchObject([{ StatusCode: 'InternalError' }]);
    expect((await ask([query(60)])).MetricDataResults).toMatchObject([{ StatusCode: 'Complete', Values: [1, 1] }]);
  });

  test('has sums, means, extremes, counts and percentiles of values that were seen several times', async () => {
    const { fake, ask } = watched();
    fake.publish({
      ...metric,
      at: at(0),
      values: [
        [10, 98],
        [500, 2],
      ],
    });
    const stats = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount', 'p50', 'p99'];
    const answer = await ask(stats.map((stat, i) => query(60, stat, { Id: `q${i}` })));
    expect(answer.MetricDataResults?.map(({ Values }) => Values?.[0])).toEqual([1980, 19.8, 10, 500, 100, 10, 500]);
  });

  test('refuses more than 500 queries, equal ids, and times that end before they begin', async () => {
    const { ask } = watched();
    const many = Array.from({ length: 501 }, (_, i) => query(60, 'Sum', { Id: `q${i}` }));
    await expect(ask(many)).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(ask([query(60), query(60)])).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(ask([query(60)], { EndTime: at(0) })).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(ask([query(7)])).rejects.toMatchObject({ name: 'ValidationError' });
  });

  test('knows no metric math, and says so to the test', async () => {
    const { ask } = watched();
    await ask([{ Id: 'rate', Expression: 'errors / requests' }]).catch(() => {});
    expect(takeBreaches()).toEqual(['cloudwatch GetMetricData: the fake knows no metric math: errors / requests']);
  });

  test('keeps seconds for three hours', async () => {
    const { fake, clock, values } = watched();
    fake.publish({ ...metric, at: at(0), values: [1] });
    clock.advance(3 * 3600);
    expect(await values([query(10)])).toEqual([]);
    expect(await values([query(60)])).toEqual([[0, 1]]);
  });
});

describe('PutMetricData', () => {
  test('puts what is ours, in the resolution that it is told', async () => {
    const { fake } = watched();
    const datum = { MetricName: 'Verdict', Timestamp: at(77), Value: 1 };
    const put = (more: object) =>
      fake.client.send(new PutMetricDataCommand({ Namespace: 'Judge', MetricData: [{ ...datum, ...more }] }));
    await put({});
    await put({ StorageResolution: 1 });
    const times = Object.values(fake.state.metrics)[0]?.map(({ atMs }) => (atMs - at(0).getTime()) / 1000);
    expect(times).toEqual([60, 77]);
    await expect(put({ Timestamp: at(-15 * 86_400) })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
  });

  test('leaves the namespaces of AWS to its services', async () => {
    const { fake } = watched();
    const put = new PutMetricDataCommand({ Namespace: 'AWS/SageMaker', MetricData: [{ MetricName: 'a', Value: 1 }] });
    await expect(fake.client.send(put)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });

  test('no number that is not finite goes unnoticed', async () => {
    const { fake } = watched();
    const put = new PutMetricDataCommand({ Namespace: 'Judge', MetricData: [{ MetricName: 'a', Value: Number.NaN }] });
    await fake.client.send(put).catch(() => {});
    expect(takeBreaches()).toHaveLength(1);
  });
});

describe('an alarm', () => {
  function alarmed(config: Partial<PutMetricAlarmCommandInput> = {}) {
    const { clock, fake } = watched();
    const alarm = {
      AlarmName: 'judge',
      Namespace: 'Judge',
      MetricName: 'Verdict',
      Statistic: 'Maximum' as const,
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold' as const,
      ...config,
    };
    const put = (more: Partial<PutMetricAlarmCommandInput> = {}) =>
      fake.client.send(new PutMetricAlarmCommand({ ...alarm, ...more }));
    /** One value a minute from now on; null: none. */
    const minutes = (...values: Array<number | null>) => {
      for (const value of values) {
        if (value !== null) fake.publish({ namespace: 'Judge', name: 'Verdict', dimensions: {}, values: [value] });
        clock.advance(60);
      }
    };
    return { clock, fake, put, minutes, state: () => fake.alarm('judge') };
  }

  test('has too little data at first, then follows its metric, and tells each change', async () => {
    const { fake, put, minutes, state } = alarmed();
    const heard: string[] = [];
    fake.onAlarm = (name, to) => heard.push(`${name} ${to}`);
    await put();
    expect(state()).toBe('INSUFFICIENT_DATA');
    minutes(0, 0, 1, 1, 0);
    expect(heard).toEqual(['judge OK', 'judge ALARM', 'judge OK']);
    expect(fake.state.changes.map(({ from, to }) => `${from} to ${to}`)).toEqual([
      'INSUFFICIENT_DATA to OK',
      'OK to ALARM',
      'ALARM to OK',
    ]);
  });

  test('of M out of N needs M breaches', async () => {
    const { put, minutes, state } = alarmed({ EvaluationPeriods: 3, DatapointsToAlarm: 2 });
    await put();
    minutes(0, 0, 1);
    expect(state()).toBe('OK');
    minutes(0, 1);
    expect(state()).toBe('ALARM');
  });

  test.each([
    ['missing', 'INSUFFICIENT_DATA'],
    ['ignore', 'OK'],
    ['breaching', 'ALARM'],
    ['notBreaching', 'OK'],
  ])('that treats missing data as %s is %s after five minutes of silence', async (TreatMissingData, expected) => {
    const { put, minutes, state } = alarmed({ TreatMissingData });
    await put();
    minutes(0);
    expect(state()).toBe('OK');
    minutes(null, null, null, null, null);
    expect(state()).toBe(expected);
  });

  test('of ten seconds is looked at every ten seconds', async () => {
    const { fake, clock, put, state } = alarmed({ Period: 10 });
    await put();
    fake.publish({ namespace: 'Judge', name: 'Verdict', dimensions: {}, values: [1] });
    clock.advance(9);
    expect(state()).toBe('INSUFFICIENT_DATA');
    clock.advance(1);
    expect(state()).toBe('ALARM');
  });

  test('that was set by hand stays so until the next look', async () => {
    const { fake, put, minutes, state } = alarmed();
    await put();
    minutes(0);
    const command = new SetAlarmStateCommand({ AlarmName: 'judge', StateValue: 'ALARM', StateReason: 'abort' });
    await fake.client.send(command);
    expect(state()).toBe('ALARM');
    minutes(0);
    expect(state()).toBe('OK');
  });

  test('that is put again keeps its state and is looked at once a minute still', async () => {
    const { fake, put, minutes, state } = alarmed();
    await put();
    minutes(1);
    await put({ Threshold: 2 });
    expect(state()).toBe('ALARM');
    minutes(1);
    expect(state()).toBe('OK');
    expect(fake.clock.pending).toHaveLength(1);
  });

  test('is described by name, prefix and state, and deleted with all others or none', async () => {
    const { fake, put } = alarmed();
    await put();
    await put({ AlarmName: 'judge-2' });
    const described = await fake.client.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: 'judge', StateValue: 'INSUFFICIENT_DATA', MaxRecords: 1 }),
    );
    expect(described).toMatchObject({ MetricAlarms: [{ AlarmName: 'judge', Threshold: 1 }], NextToken: '1' });
    const remove = (...AlarmNames: string[]) => fake.client.send(new DeleteAlarmsCommand({ AlarmNames }));
    await expect(remove('judge', 'nobody')).rejects.toMatchObject({ name: 'ResourceNotFound' });
    await remove('judge', 'judge-2');
    expect(fake.state.alarms).toEqual({});
  });

  test.each<[string, Partial<PutMetricAlarmCommandInput>]>([
    ['a period of 15 s', { Period: 15 }],
    ['more datapoints than periods', { DatapointsToAlarm: 2 }],
    ['two statistics', { ExtendedStatistic: 'p99' }],
    ['an unknown treatment of missing data', { TreatMissingData: 'healthy' }],
  ])('is refused with %s', async (_, config) => {
    const { put } = alarmed(config);
    await expect(put()).rejects.toMatchObject({ name: 'ValidationError' });
  });
});
