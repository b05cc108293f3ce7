import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeChangeSchema } from '../../../lib/core/code-change.ts';
import { GitHost } from '../../../lib/local/git/host.ts';
import { commitAt, currentBranch, findRepository } from '../../../lib/local/git/repository.ts';
import { collect } from '../../support/collect.ts';
import { GitRepository } from '../../support/git-repository.ts';

const root = mkdtempSync(join(tmpdir(), 'signalbox-git-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

class Repo extends GitRepository {
  constructor() {
    super(root);
  }

  async host(folder = '.', branch = 'main'): Promise<GitHost> {
    const repository = await findRepository(join(this.folder, folder));
    if (!repository) throw new Error('no repository');
    return new GitHost(repository, branch);
  }
}

const paths = async (host: GitHost, commit: string) => (await collect(host.files(commit))).map(({ path }) => path);

describe('files of a commit', () => {
  test('are what was committed, whatever the folder holds now, with names of every kind', async () => {
    const repo = new Repo();
    const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i % 256);
    repo.write('w/a b\n"ü.txt', 'one\r\n');
    repo.write('w/deep/bin', bytes);
    repo.write('w/-rf', '');
    repo.write('other.txt', 'not of the workload');
    repo.write('w/run.sh', '#!/bin/sh\n');
    chmodSync(join(repo.folder, 'w/run.sh'), 0o755);
    const commit = repo.commit('first');
    repo.write('w/later.txt', 'later');
    const host = await repo.host('w');
    const files = await collect(host.files(commit));
    const found = Object.fromEntries(files.map((file) => [file.path, file]));
    expect(Object.keys(found).sort()).toEqual(['-rf', 'a b\n"ü.txt', 'deep/bin', 'run.sh']);
    expect(Buffer.from(found['deep/bin']?.bytes ?? []).equals(bytes)).toBe(true);
    expect(Buffer.from(found['a b\n"ü.txt']?.bytes ?? []).toString()).toBe('one\r\n');
    expect([found['run.sh']?.executable, found['-rf']?.executable]).toEqual([true, false]);
  });

  test('follow a link to a file of the workload, and refuse one that leads out of it', async () => {
    const repo = new Repo();
    repo.write('w/real.txt', 'text');
    repo.write('secret.txt', 'secret');
    symlinkSync('real.txt', join(repo.folder, 'w/link.txt'));
    const good = repo.commit('a link');
    const host = await repo.host('w');
    expect((await collect(host.files(good))).map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
      'text',
      'text',
    ]);
    symlinkSync('../secret.txt', join(repo.folder, 'w/out.txt'));
    const bad = repo.commit('a link out');
    await expect(paths(host, bad)).rejects.toMatchObject({ code: 'path-outside' });
  });

  test('of a commit that is not there are refused by name', async () => {
    const repo = new Repo();
    repo.write('a', 'a');
    repo.commit('first');
    const host = await repo.host();
    for (const gone of ['0'.repeat(40), 'main', '--output=x', `${'a'.repeat(39)}\n`])
      await expect(paths(host, gone)).rejects.toMatchObject({ code: 'commit-gone' });
  });
});

test('hooks, filters and helpers of a repository are never run', async () => {
  const repo = new Repo();
  const mark = join(root, 'was-run');
  const run = `sh -c 'touch ${mark}'`;
  repo.write('.gitattributes', '* filter=evil diff=evil\n');
  repo.write('a.txt', 'a');
  const commit = repo.commit('first');
  repo.write(
    '.git/config',
    [
      '[core]\nrepositoryformatversion = 0',
      `fsmonitor = "${run}"\npager = "${run}"\nhooksPath = hooks`,
      `[filter "evil"]\nsmudge = "${run}"\nclean = "${run}"`,
      `[diff "evil"]\ntextconv = "${run}"\ncommand = "${run}"`,
      `[log]\nshowSignature = true\n[gpg]\nprogram = "${run}"\n`,
    ].join('\n'),
  );
  const host = await repo.host();
  expect(await paths(host, commit)).toEqual(['.gitattributes', 'a.txt']);
  await host.heads();
  await host.commits(commit, commit);
  expect(existsSync(mark)).toBe(false);
});

describe('commits of a range', () => {
  test('are those after the base, newest first, with whole messages', async () => {
    const repo = new Repo();
    const base = repo.commit('first');
    repo.commit('fix: a thing\n\nBody, and é.\n\nBREAKING CHANGE: none');
    const head = repo.commit('feat: another');
    const { commits, complete } = await (await repo.host()).commits(base, head);
    expect(complete).toBe(true);
    expect(commits.map(({ message, author }) => [author, message])).toEqual([
      ['Ada', 'feat: another'],
      ['Ada', 'fix: a thing\n\nBody, and é.\n\nBREAKING CHANGE: none'],
    ]);
    expect(commits[0]?.sha).toBe(head);
  });

  test('are incomplete when the base is not in the history of the head', async () => {
    const repo = new Repo();
    const base = repo.commit('first');
    repo.git('checkout', '-q', '--orphan', 'new');
    const head = repo.commit('again');
    const host = await repo.host();
    expect(await host.commits(base, head)).toMatchObject({ complete: false, commits: [{ sha: head }] });
    expect(await host.commits('f'.repeat(40), head)).toMatchObject({ complete: false });
  });
});

describe('heads', () => {
  test('are the released branch, and every branch with commits of its own under a number that stays', async () => {
    const repo = new Repo();
    const main = repo.commit('first');
    repo.git('branch', 'merged');
    repo.git('checkout', '-q', '-b', 'a;rm$(x)`y`"&é');
    const first = repo.commit('feat: one');
    const host = await repo.host();
    const before = await host.heads();
    expect(before.map((change) => codeChangeSchema.parse(change).commit)).toEqual([main, first]);
    expect(before[1]).toMatchObject({ kind: 'pull_request', branch: 'main', title: 'feat: one', author: 'Ada' });
    repo.commit('feat: two');
    const after = await host.heads();
    expect(after[1]?.pullRequest?.number).toBe(before[1]?.pullRequest?.number);
    expect(after[1]?.pullRequest?.number).toMatch(/^[1-9][0-9]{0,9}$/);
  });
});

test('a revision is a branch, a tag or a commit, and anything else is refused', async () => {
  const repo = new Repo();
  const commit = repo.commit('the title\n\nand a body');
  repo.git('tag', 'v1');
  const { repository } = await repo.host();
  for (const revision of ['HEAD', 'main', 'v1', commit.slice(0, 10)])
    expect(await commitAt(repository, revision)).toMatchObject({ commit, title: 'the title', author: 'Ada' });
  for (const revision of ['nothing', '--help', '', 'HEAD\n--all', '-1'])
    await expect(commitAt(repository, revision)).rejects.toMatchObject({ code: 'commit-unknown' });
  expect(await currentBranch(repository)).toBe('main');
});

test('a folder in no work tree has no repository', async () => {
  expect(await findRepository(root)).toBeUndefined();
  expect(await findRepository(join(root, 'nowhere'))).toBeUndefined();
});
