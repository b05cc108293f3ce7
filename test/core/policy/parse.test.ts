import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatOf } from '../../../lib/core/data-format.ts';
import { parsePolicy } from '../../../lib/core/policy/parse.ts';

const iris = readFileSync(join(import.meta.dirname, '../../../examples/iris/signalbox.yaml'), 'utf8');
const sales = '{ name: sales, namespace: Shop, metric: Sales, stat: Average, better: higher }';
const edited = (from: string | RegExp, to: string) => {
  const text = iris.replace(from, to);
  if (text === iris) throw new Error(`nothing replaced by ${to}`);
  return text;
};

test('what is left out gets its documented default', () => {
  const policy = parsePolicy(iris);
  expect(formatOf(policy.data)).toEqual({ type: 'csv' });
  expect(policy.release).toMatchObject({ dataOnly: 'patch', code: 'minor', interface: 'major', approval: 'never' });
});

test.each<[string, string, RegExp]>([
  [
    'an unknown key',
    edited('timeLimitSeconds: 300', 'timeLimitSecond: 300'),
    /^signalbox\.yaml:\d+: `training\.timeLimitSecond` is not known here; known: run, timeLimitSeconds, hyperparameters/m,
  ],
  [
    'a missing key',
    edited('  target: species\n', ''),
    /^signalbox\.yaml:\d+: `data\.target` is missing; a text is expected/m,
  ],
  [
    'an unknown metric',
    edited('accuracy:', 'acuracy:'),
    /`evaluation\.metrics\.acuracy` is not known here; known: accuracy, macro_f1, log_loss, mae, rmse/,
  ],
  [
    'a metric of another task',
    edited('accuracy: { min: 0.85 }', 'rmse: { max: 1 }'),
    /rmse is not a metric of a classification task; allowed: accuracy, macro_f1, log_loss/,
  ],
  [
    'a coverage that nobody judges',
    edited('testReports: [junit.xml]', 'buildspec: ci/checks.yml'),
    /`coverage` would have no effect: `buildspec` names one/,
  ],
  [
    'a delimiter of what has none',
    edited('format: csv', 'format: { type: parquet, delimiter: "," }'),
    /`data\.format\.delimiter` would have no effect: parquet has none/,
  ],
  [
    'an encoding that is unknown',
    edited('format: csv', 'format: { encoding: ebcdic }'),
    /`data\.format\.encoding` got "ebcdic"/,
  ],
  ['a key of the format that is unknown', edited('format: csv', 'format: { sep: "," }'), /`data\.format/],
  [
    'an exception from what never rejects',
    `${iris}\nimage: { exceptions: [{ finding: CVE-1, until: 2027-01-31, reason: none }] }\n`,
    /`image\.exceptions` would have no effect: with `image\.failOn: never`/,
  ],
  [
    'what the target cannot do',
    edited('target: lambda-alias', 'baseline: fresh'),
    /^signalbox\.yaml: rollout: got baseline fresh on lambda-alias: an alias splits .* \(alias-fresh-baseline\)$/,
  ],
  [
    'an unknown strategy',
    edited('kind: canary', 'kind: canray'),
    /`rollout\.strategy\.kind` got "canray"; allowed: all-at-once, canary, linear, shadow, ab$/,
  ],
  [
    'a key of another strategy',
    edited('[10, 50]', '[10, 50], stepPercent: 10'),
    /`rollout\.strategy\.stepPercent` is not known here; known: kind, stepPercents$/,
  ],
  [
    'a threshold that no model reaches',
    edited('accuracy: { min: 0.85 }', 'accuracy: { min: 85 }'),
    /`evaluation\.metrics\.accuracy` got min 85, which no model reaches: the best there is is 1$/,
  ],
  [
    'a choice that is none',
    edited('format: csv', 'format: cvs'),
    /`data\.format` got "cvs"; allowed: csv, parquet, jsonl or a mapping$/,
  ],
  [
    'a text for a number',
    edited('holdoutPercent: 30', 'holdoutPercent: "30"'),
    /`data\.holdoutPercent` got "30"; allowed: a number$/,
  ],
  [
    'a list that is too long',
    `${iris.replace('testReports: [junit.xml]', '')}\ntestReports: [${'a.xml,'.repeat(11)}]\n`,
    /allowed: at most 10 entries$/,
  ],
  [
    'steps that do not rise',
    edited('[10, 50]', '[50, 10]'),
    /`rollout\.strategy\.stepPercents` got \[50,10\]: must rise/,
  ],
  [
    'more windows than can be judged',
    edited('bakeSeconds: 600', 'bakeSeconds: 86400'),
    /`rollout\.windowSeconds` got 60: the canary plan may take 518400 s, which is 8640 windows; at most 5000 can be judged, so at least 104 s are needed/,
  ],
  [
    "Kayenta's judge without a champion",
    edited('{ kind: canary, stepPercents: [10, 50] }', '{ kind: all-at-once }').replace(
      'maxLatencyP99Ms: 500 }',
      'maxLatencyP99Ms: 500, kayenta: {} }',
    ),
    /`rollout\.judge\.kayenta` would have no effect: it compares with the champion/,
  ],
  [
    'a metric that is never compared',
    edited('[10, 50]', '[10]').replace('maxLatencyP99Ms: 500 }', `maxLatencyP99Ms: 500, metrics: [${sales}] }`),
    /metric sales of `rollout\.judge\.metrics` would have no effect: it has no `successCondition`/,
  ],
  [
    'two metrics of one name',
    iris.replace('maxLatencyP99Ms: 500 }', `maxLatencyP99Ms: 500, metrics: [${sales}, ${sales}] }`),
    /`rollout\.judge\.metrics` names sales twice/,
  ],
  [
    'a condition that is none',
    iris.replace(
      'maxLatencyP99Ms: 500 }',
      `maxLatencyP99Ms: 500, metrics: [${sales.replace(' }', ", successCondition: 'result >' }")}] }`,
    ),
    /`successCondition` of metric sales cannot be used on a number: /,
  ],
  ['a threshold that nothing passes', edited('{ min: 0.85 }', '{ min: 0.85, max: 0.5 }'), /has `min` above `max`/],
  [
    'a tolerance on labels',
    edited('golden/golden.csv', 'golden/golden.csv, tolerance: 0.1'),
    /`evaluation\.golden\.tolerance` got 0\.1, but a label is right or wrong/,
  ],
  ['a threshold that tests nothing', edited('{ min: 0.85 }', '{}'), /needs `min` or `max`/],
  [
    'a path outside of the workload',
    edited('golden/golden.csv', '../golden.csv'),
    /`evaluation\.golden\.data` got "\.\.\/golden\.csv": must be a path inside the workload/,
  ],
  [
    'a number out of range',
    edited('holdoutPercent: 30', 'holdoutPercent: 300'),
    /`data\.holdoutPercent` got 300; allowed: at most 50$/,
  ],
  ['a key given twice', `${iris}\nname: again\n`, /^signalbox\.yaml:\d+: not YAML: Map keys must be unique$/],
  ['an alias', `${iris}\nx: &a [1]\ny: *a\n`, /not YAML that is read here/],
])('%s is refused with its place and what is allowed', (_what, text, sentence) => {
  expect(() => parsePolicy(text)).toThrow(
    expect.objectContaining({ code: 'policy-invalid', message: expect.stringMatching(sentence) }),
  );
});

test('every fault is told at once', () => {
  const text = iris
    .replace('timeLimitSeconds: 300', 'timeLimitSecond: 300')
    .replace('holdoutPercent: 30', 'holdoutPercent: 300');
  expect(() => parsePolicy(text)).toThrow(/holdoutPercent[\s\S]*timeLimitSecond/);
});
