import { changeIdentity } from '../../../lib/core/code-change.ts';
import { hear } from '../../../lib/core/github/events.ts';

const connected = { repository: 'octo/iris', branch: 'main', check: 'signalbox' };
const repository = { id: 1, full_name: 'Octo/Iris' };
const commit = 'a'.repeat(40);

function pull(head: { id: number } | null, more: object = {}) {
  const about = {
    number: 7,
    title: 't',
    user: null,
    head: { sha: commit, repo: head },
    base: { ref: 'main' },
    ...more,
  };
  return hear('pull_request', { action: 'synchronize', pull_request: about, repository }, connected);
}

function rerun(headBranch: string | null, pulls: object[] = [], completedAt: string | null = '2026-01-01T00:00:00Z') {
  const run = { id: 4, name: 'signalbox', head_sha: commit, completed_at: completedAt, pull_requests: pulls };
  const payload = {
    action: 'rerequested',
    check_run: { ...run, check_suite: { head_branch: headBranch } },
    repository,
  };
  return hear('check_run', { ...payload, sender: { login: 'octocat' } }, connected);
}

const of = (id: number, sha = commit, ref = 'main') => ({
  number: 7,
  head: { sha, repo: { id } },
  base: { ref, repo: { id: 1 } },
});

test.each([
  ['the same repository', { id: 1 }, false],
  ['another repository', { id: 2 }, true],
  ['a repository that was deleted', null, true],
])('a pull request from %s is a fork’s: %j %s', (_, head, fork) => {
  expect(pull(head)).toMatchObject({ change: { repository: 'octo/iris', pullRequest: { fork } } });
});

test('a title of any length and a half character is cut to what a change holds', () => {
  expect(pull({ id: 1 }, { title: `${'x'.repeat(511)}🌸` })).toMatchObject({ change: { title: 'x'.repeat(511) } });
});

test.each([
  ['our branch', 'main', [], { kind: 'push' }],
  ['a pull request into our branch', 'topic', [of(1)], { kind: 'pull_request', pullRequest: { fork: false } }],
  [
    'a pull request of a fork, if GitHub ever tells',
    'main',
    [of(2)],
    { kind: 'pull_request', pullRequest: { fork: true } },
  ],
])('a check that is run again on %s is that change', (_, branch, pulls, change) => {
  expect(rerun(branch, pulls)).toMatchObject({ change });
});

test.each([
  ['a fork', null, []],
  ['another branch', 'topic', []],
  ['a pull request that has moved on', 'topic', [of(1, 'b'.repeat(40))]],
  ['a pull request into another branch', 'topic', [of(1, commit, 'other')]],
])('a check that is run again on %s is ignored', (_, branch, pulls) => {
  expect(rerun(branch, pulls)).toEqual({ ignored: 'branch' });
});

test('the same check, run again after it ended again, is another change; told twice it is one', () => {
  const identities = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'].map((ended) => {
    const heard = rerun('main', [], ended);
    return 'change' in heard ? changeIdentity(heard.change) : '';
  });
  expect([identities[0] === identities[1], identities[0] === identities[2]]).toEqual([true, false]);
});
