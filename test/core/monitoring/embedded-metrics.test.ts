import { embeddedMetrics } from '../../../lib/core/monitoring/embedded-metrics.ts';

test('a line names its metrics, their units and the one set of dimensions, and holds the values beside them', () => {
  const line = embeddedMetrics(
    { namespace: 'N', dimensions: { Pipeline: 'iris' }, values: { Runs: 1, Wait: 5 }, units: { Wait: 'Milliseconds' } },
    1_700_000_000_000,
  );
  expect(JSON.parse(line)).toEqual({
    _aws: {
      Timestamp: 1_700_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: 'N',
          Dimensions: [['Pipeline']],
          Metrics: [
            { Name: 'Runs', Unit: 'Count', StorageResolution: 60 },
            { Name: 'Wait', Unit: 'Milliseconds', StorageResolution: 60 },
          ],
        },
      ],
    },
    Pipeline: 'iris',
    Runs: 1,
    Wait: 5,
  });
  expect(line).not.toContain('\n');
});
