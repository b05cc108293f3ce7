import { parseKayentaConfig } from '../../../../lib/core/judge/kayenta/config.ts';
import { kayentaDefects } from '../../../../lib/core/judge/kayenta/defects.ts';
import { type KayentaPair, kayentaJudge } from '../../../../lib/core/judge/kayenta/judge.ts';
import { sampleOf } from './oracle.ts';

const config = (metrics: Record<string, object>, groupWeights = {}) =>
  parseKayentaConfig(
    JSON.stringify({
      name: 'canary',
      metrics: Object.entries(metrics).map(([name, canary]) => ({
        name,
        groups: ['all'],
        analysisConfigurations: { canary },
      })),
      classifier: { groupWeights, scoreThresholds: { pass: 95, marginal: 75 } },
    }),
    'canary.json',
  );
const pair = (metric: string, experiment: number[], control: number[]): KayentaPair => ({
  metric,
  group: 'all',
  experiment,
  control,
});
const judge = (mode: 'compatible' | 'fixed', metrics: Record<string, object>, pairs: KayentaPair[]) =>
  kayentaJudge(config(metrics), pairs, { mode, seed: 1 });
const wave = (middle: number, spread = 0.05) =>
  Array.from({ length: 30 }, (_, index) => middle * (1 + spread * Math.sin(index * 2.4)));
const good = pair('good', wave(1), wave(1));
const bad = pair('bad', wave(9), wave(1));

test('the score is the share that passes, and decides against the thresholds', () => {
  for (const mode of ['compatible', 'fixed'] as const) {
    const verdict = judge(mode, { good: {}, bad: { direction: 'increase' } }, [good, bad]);
    expect(verdict).toMatchObject({
      verdict: 'fail',
      score: 50,
      groups: [{ group: 'all', score: 50, counted: 2, weightPercent: 100 }],
      metrics: [
        { metric: 'good', label: 'Pass', critical: false },
        { metric: 'bad', label: 'High', critical: false, ratio: expect.closeTo(9, 8) },
      ],
      sentence: 'score 50, pass from 95, marginal from 75: bad High',
    });
    expect(judge(mode, { good: {} }, [good])).toMatchObject({ verdict: 'pass', score: 100 });
  }
});

test('three of four passing metrics are marginal', () => {
  const metrics = { good: {}, bad: {}, c: {}, d: {} };
  const pairs = [good, bad, pair('c', wave(1), wave(1)), pair('d', wave(2), wave(2))];
  expect(judge('compatible', metrics, pairs)).toMatchObject({ verdict: 'marginal', score: 75 });
});

test('a critical metric that fails scores 0; one below its critical effect does not', () => {
  for (const mode of ['compatible', 'fixed'] as const) {
    const of = (effectSize: object) => judge(mode, { good: {}, bad: { critical: true, effectSize } }, [good, bad]);
    expect(of({})).toMatchObject({
      verdict: 'fail',
      score: 0,
      sentence: expect.stringContaining('critical metric bad is High'),
    });
    expect(of({ criticalIncrease: 20 })).toMatchObject({ verdict: 'fail', score: 50 });
  }
});

test('muted metrics are shown and not counted', () => {
  for (const mode of ['compatible', 'fixed'] as const) {
    const verdict = judge(mode, { good: {}, bad: { muted: true, critical: true } }, [good, bad]);
    expect(verdict).toMatchObject({ verdict: 'pass', score: 100 });
    expect(verdict.metrics).toMatchObject([{ muted: false }, { metric: 'bad', label: 'High', muted: true }]);
  }
});

test('half of the metrics without data score 0 in Kayenta, and less than half pass', () => {
  const none = pair('none', [Number.NaN], [Number.NaN]);
  const metrics = { good: {}, none: {}, more: {} };
  expect(judge('compatible', metrics, [good, none])).toMatchObject({ verdict: 'fail', score: 0 });
  const more = pair('more', wave(3), wave(3));
  expect(judge('compatible', metrics, [good, none, more])).toMatchObject({ verdict: 'pass', score: 100 });
});

test('in fixed mode what is not known does not pass, and does not save what fails', () => {
  const none = pair('none', [Number.NaN], [1, 2, 3]);
  const brief = 'not judged: none (no data: 0 points of the experiment and 3 of the control)';
  const verdict = judge('fixed', { good: {}, none: {} }, [good, none]);
  expect(verdict).toMatchObject({ verdict: 'inconclusive', sentence: expect.stringContaining(brief) });
  expect(judge('fixed', { bad: {}, none: {} }, [bad, none])).toMatchObject({ verdict: 'fail', score: 0 });
  expect(judge('fixed', { good: {}, never: {} }, [good])).toMatchObject({ verdict: 'inconclusive' });
  expect(judge('fixed', { good: {}, none: { muted: true } }, [good, none])).toMatchObject({ verdict: 'pass' });
  expect(judge('fixed', { good: { muted: true } }, [good])).toMatchObject({ verdict: 'inconclusive' });
  expect(judge('fixed', { good: {}, none: { mustHaveData: true, critical: true } }, [good, none])).toMatchObject({
    verdict: 'fail',
    score: 0,
  });
});

test('a pair of another metric or group is refused, and told what there is', () => {
  expect(() => judge('fixed', { good: {} }, [pair('god', [], [])])).toThrow('canary has no metric "god"; known: good');
  expect(() => judge('fixed', { good: {} }, [{ ...good, group: 'al' }])).toThrow(
    'no group "al" of metric good; known: all',
  );
});

/** Each as data on which compatible mode goes wrong, and what fixed mode says of it. */
const shown: Record<string, { pair: KayentaPair; compatible: string; fixed: string }> = {
  'error-passes': { pair: pair('m', [5], [0]), compatible: 'pass', fixed: 'inconclusive' },
  'absolute-tolerance': {
    pair: pair('m', wave(1.6e-5, 0.2), wave(1e-5, 0.2)),
    compatible: 'pass',
    fixed: 'fail',
  },
  'zero-inflated': {
    pair: pair('m', sampleOf('mostly zero').experiment, sampleOf('mostly zero').control),
    compatible: 'fail',
    fixed: 'pass',
  },
  'relative-to-shift': {
    pair: pair(
      'm',
      wave(1).map((one) => 100 + one * 0.1 + 2),
      wave(1).map((one) => 100 + one * 0.1),
    ),
    compatible: 'fail',
    fixed: 'pass',
  },
  'tiny-samples': { pair: pair('m', [1.6, 1.7], [1, 1.1]), compatible: 'fail', fixed: 'inconclusive' },
};

test.each(kayentaDefects.filter(({ mended }) => mended))('compatible mode keeps $id, fixed mode mends it', ({ id }) => {
  const { pair: data, compatible, fixed } = shown[id] ?? { pair: good, compatible: '', fixed: '' };
  const verdict = (mode: 'compatible' | 'fixed') => judge(mode, { m: {} }, [data]).verdict;
  expect([verdict('compatible'), verdict('fixed')]).toEqual([compatible, fixed]);
});

test('a change of unit flips verdicts in compatible mode, and never in fixed mode', () => {
  const flips = (mode: 'compatible' | 'fixed') =>
    [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6].map((power) => {
      const scale = 10 ** power;
      return judge(mode, { m: {} }, [pair('m', wave(1.6 * scale, 0.2), wave(scale, 0.2))]).verdict;
    });
  expect(new Set(flips('fixed'))).toEqual(new Set(['fail']));
  expect(new Set(flips('compatible'))).toEqual(new Set(['fail', 'pass']));
});
