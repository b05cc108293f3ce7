import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CheckResult } from '../../lib/core/gate.ts';
import type { Manifest } from '../../lib/core/release/manifest.ts';
import type { RunRecord } from '../../lib/core/run.ts';
import { layout } from '../../lib/core/store-layout.ts';
import type { ReleaseLine } from '../../lib/steps/support/release-lines.ts';
import { GitRepository } from '../support/git-repository.ts';

/*
 * One story on a real local git repository, told by the real command line with the workload's own Python: init, push, pull request,
 * merge, data, rollback. Each test is a chapter, and needs those before it. The first ever run builds the Python environment.
 */
jest.setTimeout(600_000);

const bin = resolve(import.meta.dirname, '../../bin/signalbox.ts');
const iris = readFileSync(resolve(import.meta.dirname, '../../examples/iris/data/iris.csv'), 'utf8');
const root = mkdtempSync(join(tmpdir(), 'signalbox-story-'));
const workload = join(root, 'flowers');
const store = join(root, '.signalbox', 'store');

/** What a shell would give, without what jest and npm put there. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|JEST_|GIT_|SIGNALBOX_)/.test(name)),
);

interface Told {
  code: number;
  stdout: string;
  stderr: string;
}

function signalbox(...args: string[]): Promise<Told> {
  const options = { cwd: root, env: { ...environment, NO_COLOR: '1' }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((done) => {
    execFile(process.execPath, [bin, ...args], options, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
  });
}

async function asked<Answer>(...args: string[]): Promise<Answer> {
  const told = await signalbox(...args, '--json');
  if (told.code !== 0)
    throw new Error(`signalbox ${args.join(' ')} ended with ${told.code}:\n${told.stdout}${told.stderr}`);
  return JSON.parse(told.stdout) as Answer;
}

const run = (...args: string[]) => asked<RunRecord & { comment?: string }>('run', 'flowers', ...args);
const read = (key: string) => readFileSync(join(store, key), 'utf8');
const manifest = (version: string) => JSON.parse(read(layout.manifest(version))) as Manifest;
const serving = async () => (await asked<ReleaseLine[]>('releases')).find((release) => release.serving)?.version;

let repo: GitRepository;
afterAll(async () => {
  await signalbox('down');
  rmSync(root, { recursive: true, force: true });
});

test('init: a workload is made of 120 flowers', async () => {
  writeFileSync(join(root, 'first.csv'), iris.split('\n').slice(0, 121).join('\n'));
  await asked('init', 'flowers', '--data', 'first.csv');
  repo = new GitRepository(root, workload);
  repo.write('signalbox.yaml', repo.read('signalbox.yaml').replace('requestsPerSecond: 200', 'requestsPerSecond: 300'));
  repo.commit('feat: a first model');
});

test('push: its first commit is released as 1.0.0', async () => {
  const { outcome, request } = await run('--trigger', 'push');
  expect(outcome).toMatchObject({ outcome: 'released', version: '1.0.0', serving: '1.0.0' });
  expect(request.source.commit).toBe(repo.git('rev-parse', 'HEAD'));
});

test('pull request: a branch is judged against the champion, told in a comment, and releases nothing', async () => {
  repo.git('checkout', '-q', '-b', 'less-penalty');
  repo.write('signalbox.yaml', repo.read('signalbox.yaml').replace('regularization: 1.0', 'regularization: 0.3'));
  repo.commit('feat(training): a smaller penalty');
  repo.write('notes.txt', 'not committed');
  const { outcome, comment, request, gates } = await run('--trigger', 'pull_request');
  expect(request).toMatchObject({ machine: 'pull_request', change: { kind: 'pull_request', branch: 'main' } });
  expect(outcome).toMatchObject({ outcome: 'passed', version: null, serving: '1.0.0' });
  const champion = gates
    .find(({ gate }) => gate === 'model')
    ?.checks.find(({ check }: CheckResult) => check === 'champion');
  expect(champion?.sentence).toContain('of champion 1.0.0');
  const text = readFileSync(comment ?? '', 'utf8');
  expect(text).toContain('| Metric | Candidate | Champion | Difference |');
  expect(text).toMatch(/accuracy.*\| 0\.\d+ \| 0\.\d+ \|/);
  expect(existsSync(join(store, layout.manifest('1.1.0')))).toBe(false);
});

test('merge: the feature is released as 1.1.0, and the changelog tells its commit', async () => {
  rmSync(join(workload, 'notes.txt'));
  repo.git('checkout', '-q', 'main');
  repo.git('merge', '-q', '--no-ff', '-m', 'Merge branch less-penalty', 'less-penalty');
  const { outcome } = await run('--trigger', 'push');
  expect(outcome).toMatchObject({ outcome: 'released', version: '1.1.0', serving: '1.1.0' });
  expect(read(layout.changelog('1.1.0'))).toContain('a smaller penalty');
});

test('data: all 150 flowers give 1.1.1, made of the commit that serves', async () => {
  writeFileSync(join(root, 'more.csv'), iris);
  const { outcome } = await run('--data', 'more.csv');
  expect(outcome).toMatchObject({ outcome: 'released', version: '1.1.1', serving: '1.1.1' });
  expect(manifest('1.1.1').source).toEqual(manifest('1.1.0').source);
});

test('rollback: 1.1.0 serves again', async () => {
  expect(await asked('rollback')).toMatchObject({ from: '1.1.1', to: '1.1.0' });
  expect(await serving()).toBe('1.1.0');
});

describe('afterwards', () => {
  test('every digest holds, from the last release down to the first', async () => {
    const verification = await asked<{ verdict: string; checks: CheckResult[] }>('verify', '1.1.1');
    expect(verification.verdict).toBe('pass');
    const chain = ['1.1.1', '1.1.0', '1.0.0'].map((version) => manifest(version));
    expect(chain.map(({ parent }) => parent)).toEqual(['1.1.0', '1.0.0', null]);
  });

  test('training a release again from its pins gives the same model, byte for byte', async () => {
    const reproduction = await asked<{ verdict: string; model: { released: string; reproduced: string } }>(
      'reproduce',
      '1.1.0',
    );
    expect(reproduction.verdict).toBe('pass');
    expect(reproduction.model.reproduced).toBe(manifest('1.1.0').model.digest);
  });

  test('the difference of two releases can be read', async () => {
    const { code, stdout } = await signalbox('release', 'diff', '1.0.0', '1.1.0');
    expect(code).toBe(0);
    expect(stdout).toContain('regularization');
    expect(stdout).toContain('log_loss');
  });
});
