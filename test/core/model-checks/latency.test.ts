import { latency } from '../../../lib/core/model-checks/latency.ts';
import { answered, evidence, rows } from './evidence.ts';

describe('latency', () => {
  const judge = (latenciesMs: number[], maxLatencyP99Ms?: number) =>
    latency.judge(evidence({ holdout: rows(['a'], answered(['a'], 1, latenciesMs)) }, { maxLatencyP99Ms }));

  test('is the 99th percentile by nearest rank: of 100 requests one may be slow', () => {
    const hundred = [...Array(99).fill(10), 900];
    expect(judge(hundred, 100)).toMatchObject([{ verdict: 'pass', observed: 10 }]);
    expect(judge([...hundred, 900], 100)).toMatchObject([{ verdict: 'fail', observed: 900 }]);
    expect(judge([101], 100)).toMatchObject([{ verdict: 'fail' }]);
  });

  test('is no check where it is not asked for, and inconclusive where it was not measured', () => {
    expect(judge([10])).toEqual([]);
    expect(judge([], 100)).toMatchObject([{ verdict: 'inconclusive', observed: null }]);
  });
});
