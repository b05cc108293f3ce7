import { type AlarmProperties, type AlarmState, changesOf, nextState, toldOf } from './alarm.ts';
import { MetricLog } from './metric-log.ts';

const alarm = (given: Partial<AlarmProperties>): AlarmProperties => ({
  AlarmName: 'a',
  Namespace: 'N',
  MetricName: 'M',
  Statistic: 'Sum',
  Period: 60,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  Threshold: 1,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 3,
  TreatMissingData: 'missing',
  AlarmActions: ['people'],
  ...given,
});

const points = (drawn: string) => drawn.split(' ').map((one) => ({ 0: 0, X: 1 })[one]);
const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
const kept = 'kept';

/** The two tables of AWS's page about missing data: by treatment, in the order above. */
test.each<[number, string, string[]]>([
  [3, '0 - X - X', ['OK', 'OK', 'OK', 'OK']],
  [3, '- - - - 0', ['OK', 'OK', 'OK', 'OK']],
  [3, '- - - - -', ['INSUFFICIENT_DATA', kept, 'ALARM', 'OK']],
  [3, '0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  [3, '- - X - -', ['ALARM', kept, 'ALARM', 'OK']],
  [2, '0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  [2, '0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  [2, '0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
  [2, '- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
  [2, '- - - X -', ['ALARM', kept, 'ALARM', 'OK']],
])('%i of 3 of %s', (DatapointsToAlarm, drawn, expected) => {
  for (const before of ['OK', 'ALARM'] as AlarmState[]) {
    const states = treatments.map((TreatMissingData) =>
      nextState(alarm({ DatapointsToAlarm, TreatMissingData }), points(drawn), before),
    );
    expect(states).toEqual(expected.map((state) => (state === kept ? before : state)));
  }
});

test('a log line tells every metric under every set of dimensions, and any other line none', () => {
  const log = new MetricLog();
  log.print('{"level":"INFO","message":"done"}');
  log.print(
    JSON.stringify({
      _aws: {
        Timestamp: 1_000,
        CloudWatchMetrics: [
          { Namespace: 'N', Dimensions: [['A'], ['A', 'B']], Metrics: [{ Name: 'M' }, { Name: 'L' }] },
        ],
      },
      A: 'a',
      B: 'b',
      M: 2,
      L: [1, 5],
    }),
  );
  const metric = (name: string, dimensions: Record<string, string>) => ({ namespace: 'N', name, dimensions });
  expect(log.statistic(metric('M', { A: 'a' }), 'Sum', 0, 2_000)).toBe(2);
  expect(log.statistic(metric('L', { B: 'b', A: 'a' }), 'Sum', 0, 2_000)).toBe(6);
  expect(log.statistic(metric('L', { B: 'b', A: 'a' }), 'Maximum', 0, 1_000)).toBeUndefined();
  expect(log.statistic(metric('M', { B: 'b' }), 'Sum', 0, 2_000)).toBeUndefined();
});

test.each(['clock', 'sliding'] as const)('people are told of the changes that have an action: %s', (alignment) => {
  const log = new MetricLog();
  log.put({ namespace: 'N', name: 'M', dimensions: {} }, 1, 5 * 60_000 + 1);
  const one = alarm({ EvaluationPeriods: 1, DatapointsToAlarm: 1, TreatMissingData: 'notBreaching' });
  const changes = changesOf(one, log, { fromMs: 60_000, toMs: 30 * 60_000, alignment, nameOf: String });
  expect(changes).toEqual(['OK', 'ALARM', 'OK']);
  expect(toldOf(one, changes)).toEqual(['ALARM']);
});

test('several metrics in one alarm are added up', () => {
  const log = new MetricLog();
  for (const name of ['one', 'two']) log.put({ namespace: 'N', name, dimensions: {} }, 1, 61_000);
  const MetricStat = (MetricName: string) => ({
    Metric: { Namespace: 'N', MetricName } as AlarmProperties,
    Period: 60,
    Stat: 'Sum' as const,
  });
  const Metrics = [
    { Id: 'e', Expression: 'SUM(METRICS())' },
    { Id: 'm0', MetricStat: MetricStat('one') },
    { Id: 'm1', MetricStat: MetricStat('two') },
  ];
  const both = alarm({
    Metrics,
    Threshold: 2,
    EvaluationPeriods: 1,
    DatapointsToAlarm: 1,
    TreatMissingData: 'notBreaching',
  });
  const over = { fromMs: 60_000, toMs: 180_000, alignment: 'sliding', nameOf: String } as const;
  expect(changesOf(both, log, over)).toContain('ALARM');
  expect(changesOf({ ...both, Threshold: 3 }, log, over)).not.toContain('ALARM');
  expect(() => changesOf({ ...both, Metrics: [{ Id: 'e', Expression: 'm0/m1' }] }, log, over)).toThrow('is not known');
});
