import type { ProjectName } from '../../lib/core/step-io.ts';
import type { Behaviour } from '../fakes/scorer.ts';
import { ended, ending, keys, promoted } from './ending.ts';
import type { ScenarioPlace } from './place.ts';
import { championPlace, emptyPlace } from './scenario.ts';
import { changed, drops, pushed, withPolicy, withSpecies } from './workloads.ts';

/** Runs new code on new data where 1.0.0 serves. */
async function runAll(place: ScenarioPlace, { drop = drops.more, source = pushed() } = {}) {
  const { runId } = await place.drop(drop, await source);
  await place.drain();
  return ending(place, runId);
}

const rejected = (gate: string, why: RegExp) => ({ ...ended('rejected', gate, why), ...promoted('1.0.0') });

describe('1.0.0 serves on when a candidate is rejected', () => {
  test('at the budget: training would cost more than is allowed, so that nothing is built', async () => {
    const place = await championPlace();
    place.ports.training = {
      ...{ kind: 'instances', size: 'ml.m5.xlarge', count: 1, spot: false, limitSeconds: 86_400 },
      budget: { maxDollarsPerRun: 0.01 },
    };
    expect(await runAll(place)).toEqual(
      rejected(
        'budget',
        /budget gate: training would cost about \$0\.02; \$0\.01 a run are allowed; 1\.0\.0 serves on/,
      ),
    );
    expect(place.projects.ran).toEqual([]);
  });

  test('at the checks: the workload says no', async () => {
    const place = await championPlace();
    place.projects.ways.checks = 'fails';
    expect(await runAll(place)).toEqual(
      rejected('checks', /checks gate: the command of checks exited with 1; 1\.0\.0/),
    );
    expect(place.projects.ran).toEqual(['checks']);
  });

  test('at the image: it does not build', async () => {
    const place = await championPlace();
    place.projects.ways.image = 'fails';
    expect(await runAll(place)).toEqual(rejected('image', /the command of image exited with 1/));
  });

  test('at the data: a file that the contract wants to be larger, by its name', async () => {
    const place = await championPlace();
    const small = `- { type: custom, engine: signalbox, implementation: { kind: file-size, args: { minimum: 10000 }, accept: { mostly: 1 } } }
      - metric: rowCount`;
    const source = changed('contract.yaml', (text) => text.replace('- metric: rowCount', small));
    expect(await runAll(place, { source })).toEqual(
      rejected('data', /files file-size \(1 of 1 files is not at least 10000 B: \S+\.csv \(\d+ B\)\)/),
    );
  });

  test('at the data: poisoned rows, which are kept as samples', async () => {
    const place = await championPlace();
    expect(await runAll(place, { drop: drops.poisoned })).toEqual(rejected('data', /checks failed/));
    const kept = (await keys(place.origin.store, 'runs/')).filter((key) => key.endsWith('/failed-rows/sample.json'));
    expect(kept).toHaveLength(1);
    expect(place.projects.ran).not.toContain('train');
  });

  test('at the data: values that are not in a list of the workload, until it has them', async () => {
    const place = await championPlace();
    expect(await runAll(place, { source: withSpecies('setosa', 'versicolor') })).toEqual(
      rejected(
        'data',
        /species referential-integrity \(\d+ of \d+ rows with nothing equal in known\.name, e\.g\. .*virginica/,
      ),
    );
    const next = await runAll(place, { source: withSpecies('setosa', 'versicolor', 'virginica') });
    expect(next).toMatchObject({ outcome: 'released' });
  });

  test('at the data: a file that cannot be read', async () => {
    const place = await championPlace();
    expect(await runAll(place, { drop: drops.more.replace(',setosa', ',"setosa') })).toEqual(
      rejected('data', /data gate: .*quote/),
    );
  });

  test('at the training: the command fails', async () => {
    const place = await championPlace();
    place.projects.ways.train = 'fails';
    expect(await runAll(place)).toEqual(rejected('train', /the command of train exited with 1/));
  });

  const servers: Array<[string, Behaviour, RegExp]> = [
    ['a metric is beyond its threshold', 'unsure', /log_loss is 1\.\d+; ≤ 0\.5 is required/],
    ['it is worse than the champion', 'hesitant', /champion 1\.0\.0: worse by/],
    ['golden rows are answered wrong', 'forgetful', /1 of 12 golden rows answered wrong/],
    ['it answers something that is not JSON', 'html', /not JSON: <html>/],
    ['it answers NaN', 'nan', /not JSON: .*NaN/],
    ['it answers too few predictions', 'miscounting', /answered \d+ predictions to \d+ instances/],
    ['it answers 500', 'failing', /answered HTTP 500/],
  ];
  test.each(servers)('at the model: %s', async (_, behaviour, why) => {
    const place = await championPlace();
    place.scorer.otherwise = behaviour;
    expect(await runAll(place)).toEqual(rejected('model', why));
  });

  test('at the model: its server never becomes ready', async () => {
    const place = await championPlace();
    const { prepared } = place.origin.target;
    place.origin.target.comesUp = ({ id }) => prepared.has(id);
    expect(await runAll(place)).toEqual(rejected('model', /did not answer \/ping in time/));
  });
});

test('thresholds alone judge the first release: nothing serves after a rejection', async () => {
  const place = await emptyPlace();
  place.scorer.otherwise = 'unsure';
  expect(await runAll(place, { drop: drops.first })).toEqual({
    ...ended('rejected', 'model', /nothing serves yet/),
    ...promoted(),
  });
});

describe('when a person must approve', () => {
  const source = withPolicy('release: { approval: always }');

  test('a release that is approved serves', async () => {
    const place = await championPlace();
    answerSoon(place, true, 'looks right');
    expect(await runAll(place, { source })).toEqual({
      ...ended('released', null, /^released 1\.1\.0/),
      ...promoted('1.0.0', '1.1.0'),
    });
  });

  test('one that is rejected is no release, and the reason is told', async () => {
    const place = await championPlace();
    answerSoon(place, false, 'not before the holidays');
    expect(await runAll(place, { source })).toEqual(rejected('approval', /not before the holidays/));
  });

  test('silence until the time limit rejects', async () => {
    const place = await championPlace();
    place.timer.overrun.add(86_400);
    expect(await runAll(place, { source })).toEqual(rejected('approval', /did not end within its time limit/));
  });
});

/** Answers as another process does: as soon as the question is there. */
function answerSoon(place: ScenarioPlace, approve: boolean, reason: string): void {
  place.around.set('approve', async (run) => {
    const asked = await run();
    await place.answer(approve, reason);
    return asked;
  });
}

test('bad input that a step finds is rejected with its code', async () => {
  const place = await championPlace();
  const source = changed('signalbox.yaml', (text) => text.replace('contract.yaml', 'absent.yaml'));
  expect(await runAll(place, { source })).toEqual({
    ...ended('rejected', null, /absent\.yaml: no such file in the workload/),
    ...promoted('1.0.0'),
  });
});

test('a training that leaves no model is rejected, even when its job did not notice', async () => {
  const place = await championPlace();
  place.projects.ways.train = 'writes nothing';
  expect(await runAll(place)).toEqual({
    ...ended('rejected', null, /^rejected: training ended well but left no model at .*; 1\.0\.0 serves on/),
    ...promoted('1.0.0'),
  });
});

// The workload's own limits are kept by the builds, which then fail; what outlasts even the machine's is nobody's verdict.
test.each<[ProjectName, number]>([
  ['checks', 8_400],
  ['image', 8_400],
  ['train', 29_400],
])("a %s build that outlasts the machine's own limit is broken, not rejected", async (project, limitSeconds) => {
  const place = await championPlace();
  place.projects.ways[project] = 'hangs';
  place.timer.overrun.add(limitSeconds);
  expect(await runAll(place)).toEqual({
    ...ended('broken', null, /it did not end within its time limit/, 'FAILED'),
    ...promoted('1.0.0'),
  });
});
