import type { CodeCommitClient } from '@aws-sdk/client-codecommit';
import type { CodeCommitSend } from '../../../lib/aws/codecommit/client.ts';
import { CodeCommitHost } from '../../../lib/aws/codecommit/host.ts';
import type { SourceFile } from '../../../lib/code-host-ports.ts';
import { sealSource } from '../../../lib/steps/support/source-bundle.ts';
import { CodeCommitServer } from '../../fakes/codecommit-server.ts';

let server: CodeCommitServer;
let client: CodeCommitClient;
let host: CodeCommitHost;

beforeEach(async () => {
  server = new CodeCommitServer();
  client = await server.start();
  host = new CodeCommitHost(client, { name: 'iris', branch: 'main', folder: '' });
});

afterEach(async () => {
  client.destroy();
  await server.stop();
  expect(server.breaches).toEqual([]);
});

async function all(files: AsyncIterable<SourceFile>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { path, bytes, executable } of files) {
    found[path] = Buffer.from(bytes).toString('latin1') + (executable ? ' (executable)' : '');
  }
  return found;
}

/** The client, and how many of its calls were under way at once. */
function counting(real: CodeCommitClient) {
  let now = 0;
  let most = 0;
  const send = (command: Parameters<CodeCommitClient['send']>[0]) => {
    now += 1;
    most = Math.max(most, now);
    return real.send(command).finally(() => {
      now -= 1;
    });
  };
  return { client: { send } as unknown as CodeCommitSend, most: () => most };
}

describe('files', () => {
  test('are all of the tree, with their bytes and modes, at most eight calls at once', async () => {
    const counted = counting(client);
    host = new CodeCommitHost(counted.client, { name: 'iris', branch: 'main', folder: '' });
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`src/deep/er/m${i}.py`, `print(${i})`]));
    const binary = new Uint8Array([0, 255, 128, 10]);
    const commit = server.repository.commit({
      'signalbox.yaml': 'pipeline: iris',
      'train.sh': { content: '#!/bin/sh', mode: 'EXECUTABLE' },
      'data/ü x.bin': { content: binary, mode: 'NORMAL' },
      ...many,
    });
    expect(await all(host.files(commit))).toEqual({
      'signalbox.yaml': 'pipeline: iris',
      'train.sh': '#!/bin/sh (executable)',
      'data/ü x.bin': Buffer.from(binary).toString('latin1'),
      ...many,
    });
    expect(counted.most()).toBe(8);
  });

  test('of a folder are named from there, and nothing beside it is read', async () => {
    const commit = server.repository.commit({
      'models/iris/train.py': 'a',
      'models/iris/lib/x.py': 'b',
      'models/iris-old/y.py': 'c',
      'README.md': 'd',
    });
    const inside = new CodeCommitHost(client, { name: 'iris', branch: 'main', folder: 'models/iris' });
    expect(await all(inside.files(commit))).toEqual({ 'train.py': 'a', 'lib/x.py': 'b' });
    expect(server.count('GetBlob')).toBe(2);
  });

  test('seal to the same source however they are listed', async () => {
    const tree = { b: '2', 'a/z': '1', 'a/y': '3' };
    const one = server.repository.commit(tree);
    const other = server.repository.commit(Object.fromEntries(Object.entries(tree).reverse()));
    const limits = { bytes: 1e6, files: 100 };
    const [first, second] = await Promise.all([one, other].map((sha) => sealSource(host.files(sha), 'iris', limits)));
    expect(first?.digest).toBe(second?.digest);
  });

  test('a link to a file is a copy of it, and any other link is refused by name', async () => {
    const link = (content: string) => ({ content, mode: 'SYMLINK' as const });
    const good = server.repository.commit({ 'a/real.py': 'x', 'b/link.py': link('../a/real.py') });
    expect(await all(host.files(good))).toEqual({ 'a/real.py': 'x', 'b/link.py': 'x' });
    for (const target of ['../../etc/passwd', '/etc/passwd', 'missing', '../a', '']) {
      const bad = server.repository.commit({ 'a/real.py': 'x', 'b/link.py': link(target) });
      await expect(all(host.files(bad))).rejects.toMatchObject({ code: 'path-outside' });
    }
  });

  test('a submodule is refused by name', async () => {
    const commit = server.repository.commit({ 'a.py': 'x', vendored: 'submodule' });
    await expect(all(host.files(commit))).rejects.toMatchObject({
      code: 'repository-submodule',
      message: expect.stringContaining('vendored'),
    });
  });

  test('who stops reading early leaves nothing behind', async () => {
    const commit = server.repository.commit(
      Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, `${i}`])),
    );
    for await (const _ of host.files(commit)) break;
    expect(server.count('GetBlob')).toBeLessThanOrEqual(9);
  });

  test.each([
    ['an unknown commit', 'f'.repeat(40), '', 'commit-gone'],
    ['an unknown folder', undefined, 'nowhere', 'workload-empty'],
  ])('%s is said in words', async (_, commit, folder, code) => {
    const known = server.repository.commit({ 'a.py': 'x' });
    const asked = new CodeCommitHost(client, { name: 'iris', branch: 'main', folder });
    await expect(all(asked.files(commit ?? known))).rejects.toMatchObject({ code, fault: 'input' });
  });

  test('an unknown repository is said in words', async () => {
    const asked = new CodeCommitHost(client, { name: 'other', branch: 'main', folder: '' });
    await expect(asked.heads()).rejects.toMatchObject({ code: 'repository-not-found' });
    await expect(all(asked.files('a'.repeat(40)))).rejects.toMatchObject({ code: 'repository-not-found' });
  });
});

describe('heads', () => {
  test('are the branch and the open pull requests into it, oldest first, over all pages', async () => {
    const { repository } = server;
    const main = repository.commit({ a: '1' }, [], { message: 'feat: one\n\nmore', author: 'Mary Major' });
    repository.branches.set('main', main);
    const sources = ['10', '9', '2', '3', '4', '5'].map((number) => {
      const sourceCommit = repository.commit({ a: number }, [main]);
      repository.pullRequest(number, { sourceCommit });
      return [number, sourceCommit] as const;
    });
    repository.pullRequest('6', { sourceCommit: main, destination: 'refs/heads/develop' });
    repository.pullRequest('7', { sourceCommit: main, status: 'CLOSED' });
    repository.pullRequest('8', { sourceCommit: main, repository: 'other' });
    const byNumber = new Map(sources);
    const [push, ...pullRequests] = await host.heads();
    expect(push).toEqual({
      kind: 'push',
      host: 'codecommit',
      repository: 'iris',
      branch: 'main',
      commit: main,
      pullRequest: null,
      title: 'feat: one',
      author: 'Mary Major',
      again: null,
    });
    expect(pullRequests.map(({ pullRequest, commit }) => [pullRequest?.number, commit])).toEqual(
      ['2', '3', '4', '5', '9', '10'].map((number) => [number, byNumber.get(number)]),
    );
    expect(pullRequests[0]).toMatchObject({ kind: 'pull_request', title: 'Change 2', author: 'Mary_Major' });
  });

  test('without the branch are the pull requests only', async () => {
    server.repository.pullRequest('1', { sourceCommit: server.repository.commit({}) });
    expect((await host.heads()).map(({ kind }) => kind)).toEqual(['pull_request']);
  });
});

describe('commits', () => {
  const shas = (range: { commits: Array<{ sha: string }> }) => range.commits.map(({ sha }) => sha);

  test('of a straight line are those after the base, newest first, with whole messages', async () => {
    const base = server.repository.commit({});
    const one = server.repository.commit({}, [base], { message: 'fix: one\n\nbody\n' });
    const two = server.repository.commit({}, [one]);
    const range = await host.commits(base, two);
    expect(range.complete).toBe(true);
    expect(shas(range)).toEqual([two, one]);
    expect(range.commits[1]).toEqual({ sha: one, message: 'fix: one\n\nbody', author: 'Mary Major' });
    expect(await host.commits(two, two)).toEqual({ commits: [], complete: true });
  });

  test('of a merge hold the branch that came in, though it began before the base, and nothing of the past', async () => {
    const root = server.repository.commit({});
    const side = server.repository.commit({}, [root]);
    const base = server.repository.commit({}, [root]);
    const more = server.repository.commit({}, [side]);
    const merge = server.repository.commit({}, [base, more]);
    const range = await host.commits(base, merge);
    expect(range.complete).toBe(true);
    expect(shas(range)).toEqual([merge, more, side]);
  });

  test('after a force push are what is new, and said to be incomplete', async () => {
    const root = server.repository.commit({});
    const base = server.repository.commit({}, [root]);
    const head = server.repository.commit({}, [root]);
    expect(await host.commits(base, head)).toMatchObject({ complete: false, commits: [{ sha: head }] });
  });

  test('with a base that is gone are the last ones, and said to be incomplete', async () => {
    const root = server.repository.commit({});
    const head = server.repository.commit({}, [root]);
    const range = await host.commits('f'.repeat(40), head);
    expect([range.complete, shas(range)]).toEqual([false, [head, root]]);
  });

  test('more than 250 are the newest 250, and said to be incomplete', async () => {
    const base = server.repository.commit({});
    let head = base;
    for (let i = 0; i < 260; i += 1) head = server.repository.commit({}, [head]);
    const range = await host.commits(base, head);
    expect([range.complete, range.commits.length, shas(range)[0]]).toEqual([false, 250, head]);
  });

  test('of an unknown head are an error in words', async () => {
    const base = server.repository.commit({});
    await expect(host.commits(base, 'f'.repeat(40))).rejects.toMatchObject({ code: 'commit-gone' });
  });
});

describe('a service that fails', () => {
  test.each<[string, Parameters<CodeCommitServer['failing']>[1]]>([
    ['throttling', { exception: 'ThrottlingException' }],
    ['HTTP 503', { status: 503 }],
    ['an internal failure', { exception: 'InternalFailure', status: 500 }],
    ['no answer', 'hang'],
    ['a cut connection', 'reset'],
  ])('%s once is asked again', async (_, fault) => {
    const main = server.repository.commit({});
    server.repository.branches.set('main', main);
    server.failing('GetBranch', fault);
    expect((await host.heads()).length).toBe(1);
    expect(server.count('GetBranch')).toBe(2);
  });

  test.each([
    ['EncryptionKeyAccessDeniedException', 'repository-key'],
    ['EncryptionKeyDisabledException', 'repository-key'],
    ['EncryptionKeyNotFoundException', 'repository-key'],
    ['AccessDeniedException', 'repository-forbidden'],
  ])('%s is for somebody to mend, and is not asked again', async (exception, code) => {
    server.failing('GetBranch', { exception });
    await expect(host.heads()).rejects.toMatchObject({ code, fault: 'input' });
    expect(server.count('GetBranch')).toBe(1);
  });

  test('a key that cannot be reached for the moment stays an error that a later try may find gone', async () => {
    server.failing('GetBranch', { exception: 'EncryptionKeyUnavailableException' });
    await expect(host.heads()).rejects.toMatchObject({ name: 'EncryptionKeyUnavailableException' });
  });

  test('a file that is too large is named', async () => {
    const commit = server.repository.commit({ 'big.bin': 'x' });
    server.failing('GetBlob', { exception: 'FileTooLargeException' });
    await expect(all(host.files(commit))).rejects.toMatchObject({
      code: 'workload-too-large',
      message: expect.stringContaining('big.bin'),
    });
  });

  test('nothing that is thrown holds a credential', async () => {
    server.failing('GetBranch', { exception: 'AccessDeniedException' });
    const thrown = await host.heads().catch((error: unknown) => error);
    expect(JSON.stringify(thrown, Object.getOwnPropertyNames(thrown)) + String(thrown)).not.toMatch(
      /not-a-secret|AWS4-HMAC/,
    );
  });
});
