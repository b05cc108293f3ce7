import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Checkout, type CodeWish, checkOut } from '../../../lib/local/git/checkout.ts';
import { GitRepository } from '../../support/git-repository.ts';

const root = mkdtempSync(join(tmpdir(), 'signalbox-checkout-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const repo = new GitRepository(root);
repo.write('w/signalbox.yaml', 'first');
const first = repo.commit('feat: first');
repo.git('checkout', '-q', '-b', 'topic');
repo.write('w/signalbox.yaml', 'second');
const second = repo.commit('feat: second');
const workload = join(repo.folder, 'w');

async function taken(wish: Partial<CodeWish>): Promise<Checkout & { text: string; notes: string[] }> {
  const notes: string[] = [];
  const code = await checkOut({ workload, trigger: 'push', ...wish }, (text) => notes.push(text));
  const text = readFileSync(join(code.folder, 'signalbox.yaml'), 'utf8');
  await code.remove();
  return { ...code, text, notes };
}

test('a push is of the commit that is checked out, on its branch', async () => {
  expect(await taken({})).toMatchObject({
    text: 'second',
    commit: second,
    change: { kind: 'push', branch: 'topic', commit: second, title: 'feat: second', host: 'git', pullRequest: null },
    notes: [],
  });
});

test('what is not committed is no part of it, and is told of', async () => {
  repo.write('w/signalbox.yaml', 'edited');
  repo.write('w/new.py', '');
  try {
    const { text, notes } = await taken({});
    expect(text).toBe('second');
    expect(notes).toEqual([expect.stringContaining(`differs from the commit ${second.slice(0, 12)}`)]);
  } finally {
    repo.git('checkout', '-q', '--', '.');
    repo.git('clean', '-qfd');
  }
});

test('a revision is taken for whatever is run, and only pushes and pull requests are changes', async () => {
  expect(await taken({ trigger: 'data', commit: 'main' })).toMatchObject({
    text: 'first',
    commit: first,
    change: null,
  });
  expect(await taken({ commit: 'main' })).toMatchObject({ commit: first, change: { branch: 'main' } });
});

test('a pull request wants to go into main, and keeps its number from commit to commit', async () => {
  const byHead = await taken({ trigger: 'pull_request' });
  const byName = await taken({ trigger: 'pull_request', commit: 'topic' });
  expect(byHead.change).toMatchObject({ kind: 'pull_request', branch: 'main', commit: second });
  expect(byName.change).toEqual(byHead.change);
});

test.each([
  ['of the branch itself', { trigger: 'pull_request' as const, commit: 'main' }, 'branch-same'],
  ['into a branch that is not there', { trigger: 'pull_request' as const, base: '--all' }, 'branch-unknown'],
  ['of a revision that is not there', { commit: '--upload-pack=x' }, 'commit-unknown'],
  ['of a commit outside of git', { workload: root, commit: 'main' }, 'repository-missing'],
  ['of a pull request outside of git', { workload: root, trigger: 'pull_request' as const }, 'repository-missing'],
])('a run %s is refused', async (_, wish, code) => {
  await expect(taken(wish)).rejects.toMatchObject({ code });
});

test('outside of git, and for data and by hand, the folder is taken as it lies', async () => {
  for (const trigger of ['data', 'manual'] as const)
    expect(await taken({ trigger })).toMatchObject({ folder: workload, commit: null, change: null });
  const outside = mkdtempSync(join(root, 'plain-'));
  const code = await checkOut({ workload: outside, trigger: 'push' }, () => {});
  await code.remove();
  expect([code.folder, code.commit, existsSync(outside)]).toEqual([outside, null, true]);
});

test('nothing is left behind', () => {
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`signalbox-${second.slice(0, 12)}`))).toEqual([]);
});
