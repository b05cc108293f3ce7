import { parseKayentaConfig } from '../../../../lib/core/judge/kayenta/config.ts';
import { rulesOf } from '../../../../lib/core/judge/kayenta/rules.ts';

/** As Spinnaker's Deck saves one. */
const deck = {
  createdTimestamp: 1764240000000,
  updatedTimestamp: 1764243600000,
  name: 'ranking',
  applications: ['search'],
  judge: { name: 'NetflixACAJudge-v1.0', judgeConfigurations: {} },
  templates: { latency: 'zone = ${zone}' },
  metrics: [
    {
      name: 'errors',
      query: { type: 'a-provider-of-tomorrow', metricName: 'errors', serviceType: 'x' },
      groups: ['Errors'],
      analysisConfigurations: {
        canary: { direction: 'increase', nanStrategy: 'replace', critical: true, effectSize: { allowedIncrease: 1.1 } },
      },
      scopeName: 'default',
    },
    {
      name: 'latency',
      query: { type: 'datadog' },
      groups: ['Latency'],
      analysisConfigurations: {},
      scopeName: 'default',
    },
  ],
  classifier: { groupWeights: { Errors: 60, Latency: 40 }, scoreThresholds: { pass: 95, marginal: 75 } },
};
const parse = (config: object) => parseKayentaConfig(JSON.stringify(config, null, 2), 'canary.json');
const canary = (settings: object) => ({
  ...deck,
  metrics: [{ ...deck.metrics[0], analysisConfigurations: { canary: settings } }],
});

test('reads what Deck saves, with every default filled in', () => {
  const config = parse(deck);
  expect(config).toMatchObject({ name: 'ranking', thresholds: { pass: 95, marginal: 75 } });
  expect(config.metrics.map(rulesOf)).toMatchObject([
    { direction: 'increase', nanStrategy: 'replace', critical: true, allowed: { increase: 1.1, decrease: 1 } },
    { direction: 'either', nanStrategy: 'remove', critical: false, mustHaveData: false, outlierFactor: null },
  ]);
});

test('the effect of cles starts at one half, and outliers are removed at three', () => {
  const { metrics } = parse(canary({ effectSize: { measure: 'cles' }, outliers: { strategy: 'remove' } }));
  const none = { increase: 0.5, decrease: 0.5 };
  expect(metrics.map(rulesOf)).toMatchObject([{ measure: 'cles', allowed: none, criticalAt: none, outlierFactor: 3 }]);
});

test('thresholds may stand beside the classifier, but not twice and not nowhere', () => {
  const { groupWeights } = deck.classifier;
  const thresholds = { pass: 90, marginal: 50 };
  expect(parse({ ...deck, classifier: { groupWeights }, thresholds }).thresholds).toEqual(thresholds);
  expect(() => parse({ ...deck, thresholds })).toThrow('only one of them can count');
  expect(() => parse({ ...deck, classifier: { groupWeights } })).toThrow('nothing would pass or fail');
});

test('tabs and one line are JSON too', () => {
  for (const indent of ['\t', undefined]) {
    expect(parseKayentaConfig(JSON.stringify(deck, null, indent), 'canary.json').metrics).toHaveLength(2);
  }
});

test.each<[string, object, string]>([
  ['another judge', { ...deck, judge: { name: 'dredd-v1.0' } }, 'only NetflixACAJudge-v1.0 is reproduced here'],
  [
    'a misspelt setting',
    canary({ nanStratgy: 'replace' }),
    '`metrics.0.analysisConfigurations.canary.nanStratgy` is not known',
  ],
  ['a word that Kayenta takes for `either`', canary({ direction: 'up' }), 'got "up"'],
  ['a word that Kayenta takes for `keep`', canary({ outliers: { strategy: 'drop' } }), 'got "drop"'],
  ['a word that Kayenta takes for `meanRatio`', canary({ effectSize: { measure: 'cohen' } }), 'got "cohen"'],
  ['a factor that Kayenta dies of', canary({ outliers: { outlierFactor: 0 } }), 'got 0'],
  ['text where Kayenta casts', canary({ critical: 'true' }), 'got "true"'],
  ['a metric twice', { ...deck, metrics: [deck.metrics[0], deck.metrics[0]] }, '"errors" is there twice'],
  ['a metric of no group', { ...deck, metrics: [{ ...deck.metrics[0], groups: [] }] }, '`metrics.0.groups` got []'],
  ['no metrics', { ...deck, metrics: [] }, '`metrics` got []'],
  [
    'weights above 100',
    { ...deck, classifier: { ...deck.classifier, groupWeights: { Errors: 70, Latency: 40 } } },
    'add up to 110; at most 100',
  ],
  [
    'marginal above pass',
    { ...deck, classifier: { groupWeights: {}, scoreThresholds: { pass: 50, marginal: 75 } } },
    'has `marginal` above `pass`',
  ],
])('refuses %s, with file and line', (_, config, says) => {
  expect(() => parse(config)).toThrow(expect.objectContaining({ code: 'kayenta-config-invalid' }));
  expect(() => parse(config)).toThrow(says);
  expect(() => parse(config)).toThrow(/^canary\.json:\d+: /);
});
