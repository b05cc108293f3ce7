import { classifyCompatible } from '../../../../lib/core/judge/kayenta/classify-compatible.ts';
import { gaussiansFrom } from '../../../../lib/core/judge/kayenta/noise.ts';
import { oracle, sampleOf, times } from './oracle.ts';
import { rules } from './rules-of-test.ts';

const bounds = ([decrease, increase]: [number, number]) => ({ decrease, increase });
const classify = (experiment: number[], control: number[], changed: object = {}, seed = 1) =>
  classifyCompatible({ experiment, control }, { ...rules, ...changed }, gaussiansFrom(seed));

test.each(oracle.labels)('labels as scipy’s roots and effects do: $sample, %#', (vector) => {
  const { direction, measure, tolerance, confidence, label, grave } = vector;
  const sample = sampleOf(vector.sample);
  const level = { tolerance, tail: (1 - confidence) / 2, z: oracle.quantiles[confidence] };
  const sizes = { allowed: bounds(vector.allowed), criticalAt: bounds(vector.criticalAt) };
  for (const critical of [false, true]) {
    const judged = { ...rules, ...sizes, direction, measure, critical };
    const finding = classifyCompatible(sample, judged, gaussiansFrom(1), level);
    expect(finding).toMatchObject({ label, critical: critical && grave });
    expect(finding.ratio).toBeCloseTo(sample.meanRatio, 12);
  }
});

test('one value more flips the label (spinnaker/spinnaker#6278)', () => {
  const seven = classify([...times(7, 100), ...times(3, 1)], times(10, 1));
  expect(seven).toMatchObject({ label: 'Pass', ratio: expect.closeTo(70.3, 12) });
  expect(classify([...times(8, 100), ...times(2, 1)], times(10, 1))).toMatchObject({ label: 'High' });
});

test('a ratio of 12.04 passes critical bounds below it, and not those above', () => {
  const arms = { experiment: [20, 22, 21, 25, 30], control: [1, 2.2, 1.1, 2.5, 3] };
  const level = { tolerance: 0.1, tail: 0.025, z: oracle.quantiles[0.95] };
  const at = (increase: number) =>
    classifyCompatible(
      arms,
      { ...rules, critical: true, criticalAt: { increase, decrease: 1 } },
      gaussiansFrom(1),
      level,
    );
  expect(at(12)).toMatchObject({ label: 'High', critical: true, ratio: expect.closeTo(118 / 9.8, 12) });
  expect(at(12.1)).toMatchObject({ label: 'High', critical: false });
});

test('arms with the same values pass, in whatever order, and so do values that are all equal', () => {
  const same = { label: 'Pass', ratio: 1, reason: 'both arms hold the same values' };
  expect(classify([0, 0, 9, 3, 3], [3, 0, 3, 0, 9], { critical: true })).toMatchObject({ ...same, critical: false });
  expect(classify(times(6, 0), times(6, 0))).toMatchObject(same);
  expect(classify(times(4, 8), times(9, 8))).toMatchObject({ ...same, reason: 'all values are equal' });
});

test('constant arms that differ are High or Low, whatever the noise', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    expect(classify(times(12, 30), times(15, 20), {}, seed).label).toBe('High');
    expect(classify(times(12, 20), times(15, 30), {}, seed).label).toBe('Low');
    expect(classify(times(12, 30), times(15, 0), {}, seed).label).toBe('High');
  }
});

test('an arm without values is Nodata, unless NaN counts as 0', () => {
  const arms: Array<[number[], number[]]> = [
    [[], [4, 5]],
    [[4, 5], []],
    [[], []],
  ];
  for (const [experiment, control] of arms) {
    const nodata = { label: 'Nodata', ratio: 1, reason: 'an arm has no values' };
    expect(classify(experiment, control)).toMatchObject({ ...nodata, critical: false });
    expect(classify(experiment, control, { critical: true })).toMatchObject({ ...nodata, critical: true });
    expect(classify(experiment, control, { nanStrategy: 'replace' })).toMatchObject({ label: 'Pass' });
  }
});

test('a metric that must have data fails without it, unless it is critical', () => {
  const of = (changed: object) => classify([], [1], changed);
  expect(of({ mustHaveData: true })).toMatchObject({ label: 'NodataFailMetric', critical: false });
  expect(of({ mustHaveData: true, critical: true })).toMatchObject({ label: 'Nodata', critical: true });
  expect(of({ mustHaveData: true, critical: true, nanStrategy: 'replace' })).toMatchObject({ label: 'Pass' });
});

test('the noise of constant arms is the seed’s: one seed, one ratio', () => {
  const ratio = (seed: number) => classify(times(5, 10), times(5, 1), {}, seed).ratio;
  expect(ratio(7)).toBe(ratio(7));
  expect(ratio(7)).not.toBe(ratio(8));
  expect(ratio(7)).toBeCloseTo(10, 3);
});

test('the ratio of a zero mean is absent and asks for no effect', () => {
  const [some, none] = [[3.1, 2.9, 3.4, 2.6, 3.3, 2.7], times(6, 0)];
  const strict = {
    critical: true,
    allowed: { increase: 100, decrease: 0 },
    criticalAt: { increase: 100, decrease: 0 },
  };
  expect(classify(some, none, strict)).toMatchObject({ label: 'High', critical: true, ratio: null });
  expect(classify(none, some, strict)).toMatchObject({ label: 'Low', critical: true, ratio: null });
});
