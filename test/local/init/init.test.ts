import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { features } from '../../../lib/core/contract/features.ts';
import { readContract } from '../../../lib/core/contract/read-contract.ts';
import { parsePolicy } from '../../../lib/core/policy/parse.ts';
import { type InitRequest, initWorkload } from '../../../lib/local/init/init.ts';

const examples = join(import.meta.dirname, '../../../examples');
const template = join(import.meta.dirname, '../../../lib/local/init/template');
const root = mkdtempSync(join(tmpdir(), 'signalbox-init-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let made = 0;
const fresh = () => join(root, `w-${++made}`);
const read = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');
const iris = (request: Partial<InitRequest> = {}) =>
  initWorkload({ folder: fresh(), data: join(examples, 'iris/data/iris.csv'), version: '1.2.3', ...request });

/** A CSV of 120 rows. */
function csv(header: string, row: (i: number) => string): string {
  const file = join(root, `data-${++made}.csv`);
  writeFileSync(file, `${header}\n${Array.from({ length: 120 }, (_, i) => row(i)).join('\n')}\n`);
  return file;
}

const houses = () =>
  csv('id;area m2;rooms;heating;garden;built;notes;price', (i) =>
    [
      i + 1,
      30 + i / 2,
      i % 9 ? i % 6 : '',
      ['gas', 'oil', '"a ""b"": #c"'][i % 3],
      i % 2 === 0,
      '1990-01-02',
      `n ${i}`,
      i * 1.5,
    ].join(';'),
  );

describe('a workload made of iris.csv', () => {
  const folder = fresh();
  beforeAll(() => iris({ folder }));

  test('has a policy and a contract that name the columns for what they are', () => {
    const policy = parsePolicy(read(folder, 'signalbox.yaml'));
    const contract = readContract({ text: read(folder, 'contract.yaml'), file: 'contract.yaml' });
    expect(policy).toMatchObject({ data: { target: 'species' }, evaluation: { task: 'classification' } });
    expect(features(contract, 'species')).toEqual(['sepal_length', 'sepal_width', 'petal_length', 'petal_width']);
    expect(contract.properties.find(({ name }) => name === 'flower_id')).toMatchObject({
      identifier: true,
      unique: true,
    });
  });

  test('tells drift of new data, and leaves it to the team to reject it', () => {
    const policy = parsePolicy(read(folder, 'signalbox.yaml'));
    expect(policy.data.drift).toMatchObject({ severity: 'warning', numbers: 'kolmogorov-smirnov', minRows: 50 });
  });

  test('has golden rows of every label, each a row of the sample', () => {
    const [header, ...rows] = read(folder, 'golden/golden.csv').trimEnd().split('\n');
    const sample = read(folder, 'data/sample.csv');
    expect(header).toBe('sepal_length,sepal_width,petal_length,petal_width,species');
    expect(new Set(rows.map((row) => row.split(',').at(-1)))).toEqual(new Set(['setosa', 'versicolor', 'virginica']));
    for (const row of rows) expect(sample).toContain(`,${row}\n`);
  });

  test('has requests of features only, as JSON Lines', () => {
    const lines = read(folder, 'traffic/requests.jsonl').trimEnd().split('\n');
    expect(lines).toHaveLength(150);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      instances: [{ sepal_length: 5.4, sepal_width: 3, petal_length: 4.5, petal_width: 1.5 }],
    });
  });

  test('runs the checks of its policy in GitHub Actions too, with every action pinned by commit and no standing right', () => {
    const text = read(folder, '.github/workflows/ci.yml');
    const policy = parsePolicy(read(folder, 'signalbox.yaml'));
    const { jobs, permissions } = parse(text) as {
      permissions: object;
      jobs: Record<string, { permissions?: object; steps: Array<{ uses?: string; run?: string }> }>;
    };
    const runs = jobs.checks?.steps.map(({ run }) => run);
    for (const { run } of policy.checks) expect(runs).toContain(run);
    expect(runs?.at(-1)).toBe(`python -m coverage report --fail-under=${policy.coverage?.minPercent}`);
    const actions = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(actions.length).toBeGreaterThan(3);
    for (const action of actions) expect(action).toMatch(/@[0-9a-f]{40}$/);
    expect(permissions).toEqual({ contents: 'read' });
    expect(jobs.serving?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(text).toContain('npx --yes signalbox@1.2.3 releases --pipeline');
  });

  test('leaves no word of the template unfilled, and names owners for what decides', () => {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const entry of entries)
      expect(readFileSync(join(entry.parentPath, entry.name), 'utf8')).not.toMatch(/__[A-Z]{2,}__/);
    for (const path of ['/signalbox.yaml', '/contract.yaml', '/golden/', '/.github/'])
      expect(read(folder, '.github/CODEOWNERS')).toContain(path);
  });
});

test('numbers, categories, dates and texts are told apart, whatever the delimiter and the names', async () => {
  const folder = fresh();
  const result = await initWorkload({ folder, data: houses(), version: '1' });
  expect(result).toMatchObject({
    task: 'regression',
    target: 'price',
    numbers: ['area m2', 'rooms'],
    categories: ['heating', 'garden'],
    leftOut: ['id', 'built', 'notes'],
  });
  const policy = parsePolicy(read(folder, 'signalbox.yaml'));
  expect(policy.data.delimiter).toBe(';');
  expect(Object.keys(policy.evaluation.metrics)).toEqual(['rmse', 'mae']);
  const contract = readContract({ text: read(folder, 'contract.yaml'), file: 'contract.yaml' });
  const of = (column: string) => contract.properties.find(({ name }) => name === column);
  expect(of('rooms')).toMatchObject({ logicalType: 'integer', required: false });
  expect(of('garden')?.logicalType).toBe('boolean');
});

test('the target and the task can be given', async () => {
  const result = await iris({ target: 'petal_width', task: 'regression', name: 'widths' });
  expect(result).toMatchObject({ name: 'widths', target: 'petal_width', task: 'regression', categories: ['species'] });
});

describe('files that are there', () => {
  test('are left alone and listed; nothing else is written then', async () => {
    const folder = fresh();
    await iris({ folder });
    rmSync(join(folder, 'src'), { recursive: true });
    writeFileSync(join(folder, 'README.md'), 'mine');
    await expect(iris({ folder })).rejects.toMatchObject({
      code: 'files-exist',
      message: expect.stringMatching(
        /holds \d+ of the files already: \.dockerignore, \.github\/CODEOWNERS, .* and \d+ more;/,
      ),
    });
    expect([read(folder, 'README.md'), existsSync(join(folder, 'src'))]).toEqual(['mine', false]);
  });

  test('are replaced by force, and the answer names them', async () => {
    const folder = fresh();
    await iris({ folder });
    const { replaced, files } = await iris({ folder, force: true });
    expect(replaced).toEqual(files);
  });
});

describe('data that no workload can be made of is refused in words', () => {
  test.each([
    ['a column that is not there', { target: 'colour' }, 'target-unknown'],
    ['a name that no pipeline can have', { name: 'Über' }, 'name-invalid'],
    ['numbers asked for as labels', { target: 'sepal_length', task: 'classification' as const }, 'target-unfit'],
    ['texts asked for as numbers', { task: 'regression' as const }, 'target-unfit'],
    ['a file that is not there', { data: 'nowhere.csv' }, 'data-missing'],
  ])('%s', async (_, request, code) => {
    await expect(iris(request)).rejects.toMatchObject({ code });
  });

  test.each([
    ['few rows', 'x,y\n1,a\n2,b\n', 'data-too-small'],
    ['a label of few rows', `x,y\n${'1,a\n2,b\n'.repeat(60)}3,c\n`, 'target-unfit'],
    ['one label', `x,y\n${'1,a\n2,a\n'.repeat(60)}`, 'target-unfit'],
    ['a target with gaps', `x,y\n${'1,a\n2,b\n3,\n'.repeat(60)}`, 'target-unfit'],
    ['nothing to learn from', `d,y\n${'2024-01-01,a\n2024-01-02,b\n'.repeat(60)}`, 'no-features'],
  ])('%s', async (_, text, code) => {
    const file = join(root, `bad-${++made}.csv`);
    writeFileSync(file, text);
    const folder = fresh();
    await expect(initWorkload({ folder, data: file, version: '1' })).rejects.toMatchObject({ code });
    expect(existsSync(folder)).toBe(false);
  });
});

test('what a new workload shares with the example is the same, byte for byte', () => {
  const shared = ['Dockerfile', 'requirements.in', 'requirements.txt', 'requirements-dev.in', 'requirements-dev.txt'];
  const code = ['layout', 'main', 'metric_line', 'model_source'].map((name) => `src/${name}.py`);
  const tests = ['metric_line', 'model_source'].map((name) => `tests/test_${name}.py`);
  for (const path of [...shared, ...code, ...tests]) expect(read(template, path)).toBe(read(examples, `iris/${path}`));
});
