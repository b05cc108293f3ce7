import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { GitHubHost } from '../../../lib/aws/github/host.ts';
import { page, Raw } from '../../fakes/github-server.ts';
import { collect } from '../../support/collect.ts';
import { app, lab, sha, token } from './lab.ts';

const { open } = lab();
const repo = '/repos/{owner}/{repo}';

interface Entry {
  path: string;
  text?: string;
  mode?: number;
  link?: string;
}

/** A tarball as GitHub makes it: a comment with the commit, one top folder, then the files. */
function tarball(entries: Entry[], top = 'octo-iris-aaaaaaa'): Buffer {
  const blocks: Buffer[] = [];
  const add = (
    path: string,
    type: 'Directory' | 'File' | 'SymbolicLink',
    { text = '', mode = 0o644, link }: Partial<Entry>,
  ) => {
    const body = Buffer.from(text);
    const header = new Header({ path, type, mode, size: body.length, mtime: new Date(0), linkpath: link });
    header.encode();
    const padding = Buffer.alloc((512 - (body.length % 512)) % 512);
    blocks.push(header.block ?? Buffer.alloc(0), body, padding);
  };
  add(`${top}/`, 'Directory', {});
  for (const entry of entries) add(`${top}/${entry.path}`, entry.link === undefined ? 'File' : 'SymbolicLink', entry);
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1_024)]));
}

async function serving(entries: Entry[] | Buffer, folder = '') {
  const { server, client } = await open();
  server.files.set('/codeload', Buffer.isBuffer(entries) ? entries : tarball(entries));
  server.on(`GET ${repo}/tarball/{ref}`, ({ path }) =>
    path.ref === sha ? new Raw(302, { location: `${server.url}/codeload` }) : [404, { message: 'Not Found' }],
  );
  return new GitHubHost(client, { branch: 'main', folder });
}

const shown = async (host: GitHubHost, commit = sha) =>
  (await collect(host.files(commit))).map(({ path, bytes, executable }) => [
    path,
    Buffer.from(bytes).toString(),
    executable,
  ]);

describe('files of a commit', () => {
  test('come without the top folder, with what may be run marked', async () => {
    const host = await serving([
      { path: 'signalbox.yaml', text: 'name: iris' },
      { path: 'bin/go.sh', text: '#!', mode: 0o755 },
    ]);
    expect(await shown(host)).toEqual([
      ['signalbox.yaml', 'name: iris', false],
      ['bin/go.sh', '#!', true],
    ]);
  });

  test("are those of the workload's folder alone", async () => {
    const files = ['models/iris/a.py', 'models/iris2/b.py', 'models/c.py', 'iris/d.py'].map((path) => ({
      path,
      text: path,
    }));
    expect(await shown(await serving(files, 'models/iris'))).toEqual([['a.py', 'models/iris/a.py', false]]);
  });

  test('of any size are whole', async () => {
    const text = 'x'.repeat(3_000_001);
    const [file] = await collect((await serving([{ path: 'big.csv', text }])).files(sha));
    expect(Buffer.from(file?.bytes ?? []).toString()).toBe(text);
  });

  test('that a link stands for are copies; links that lead out are refused', async () => {
    const links = [
      { path: 'w/real.txt', text: 'real' },
      { path: 'w/a/one', link: '../two' },
      { path: 'w/two', link: 'real.txt' },
    ];
    expect(await shown(await serving(links, 'w'))).toEqual([
      ['real.txt', 'real', false],
      ['a/one', 'real', false],
      ['two', 'real', false],
    ]);
    for (const link of ['../outside', '/etc/passwd', 'a', 'loop']) {
      const host = await serving(
        [
          { path: 'outside', text: 'x' },
          { path: 'w/loop', link },
          { path: 'w/a/b', text: '' },
        ],
        'w',
      );
      await expect(collect(host.files(sha))).rejects.toMatchObject({ code: 'path-outside' });
    }
  });

  test('of a commit that is not there are told to be gone', async () => {
    await expect(shown(await serving([]), 'b'.repeat(40))).rejects.toMatchObject({ code: 'commit-gone' });
  });

  test.each([
    ['no gzip', Buffer.from('{"message": "oops"}')],
    ['cut short', tarball([{ path: 'a', text: 'x'.repeat(100_000) }]).subarray(0, 200)],
    ['no tarball', gzipSync(Buffer.from('x'.repeat(2_000)))],
  ])('that cannot be unpacked (%s) are an error, never half a workload', async (_, body) => {
    await expect(shown(await serving(body))).rejects.toMatchObject({ code: 'github-bad-answer' });
  });
});

describe('heads', () => {
  test('are that of the branch and those of all open pull requests, forks marked', async () => {
    const { server, client } = await open(app);
    const pull = (number: number, from: string) => ({
      number,
      title: `pull ${number}`,
      user: { login: 'ada', id: 1 },
      head: { sha: String(number).padStart(40, '0'), repo: { full_name: from } },
      base: { ref: 'main' },
    });
    const pulls = Array.from({ length: 120 }, (_, i) => pull(i + 1, i === 1 ? 'eve/iris' : 'Octo/Iris'));
    server
      .on(`GET ${repo}/branches/{branch}`, ({ path }) => [
        200,
        {
          name: path.branch,
          commit: {
            sha,
            commit: { message: 'feat: better\n\nbody', author: { name: 'Ada' } },
            author: { login: 'ada' },
          },
        },
      ])
      .on(`GET ${repo}/pulls`, (call) => page(call, pulls));
    const heads = await new GitHubHost(client, { branch: 'release/1', folder: '' }).heads();
    expect(heads).toHaveLength(121);
    expect(heads[0]).toEqual({
      kind: 'push',
      host: 'github',
      repository: 'octo/iris',
      branch: 'release/1',
      commit: sha,
      pullRequest: null,
      title: 'feat: better',
      author: 'ada',
      again: null,
    });
    expect(heads.filter(({ pullRequest }) => pullRequest?.fork).map(({ title }) => title)).toEqual(['pull 2']);
    expect(server.calls.find(({ route }) => route.endsWith('/pulls'))?.query.get('base')).toBe('release/1');
  });
});

test('a pull request whose fork is gone is one of a fork', async () => {
  const { server, client } = await open();
  // GitHub's description does not know that it says null then.
  const gone = { number: 3, title: 't', user: null, head: { sha, repo: null }, base: { ref: 'main' } };
  server
    .on(`GET ${repo}/branches/{branch}`, () => [200, { commit: { sha } }])
    .on(`GET ${repo}/pulls`, () => new Raw(200, {}, JSON.stringify([gone])));
  const [, pull] = await new GitHubHost(client, { branch: 'main', folder: '' }).heads();
  expect(pull).toMatchObject({ author: '', pullRequest: { number: '3', fork: true } });
});

describe('commits of a range', () => {
  async function compared(total: number, status: string) {
    const { server, client } = await open(token);
    const all = Array.from({ length: total }, (_, i) => ({
      sha: String(i).padStart(40, '0'),
      commit: { message: `commit ${i}`, author: { name: 'Ada' } },
    }));
    server.on(`GET ${repo}/compare/{basehead}`, (call) =>
      page(call, all, (commits) => ({ status, total_commits: total, commits })),
    );
    return { server, host: new GitHubHost(client, { branch: 'main', folder: '' }) };
  }

  test('come newest first, from all pages', async () => {
    const { host, server } = await compared(230, 'ahead');
    const { commits, complete } = await host.commits('a'.repeat(40), 'b'.repeat(40));
    expect([commits.length, commits[0]?.message, commits.at(-1)?.message, complete]).toEqual([
      230,
      'commit 229',
      'commit 0',
      true,
    ]);
    expect(server.calls).toHaveLength(3);
  });

  test.each([
    [251, 'ahead', 250],
    [3, 'diverged', 3],
    [0, 'behind', 0],
  ])('%i of a branch that is %s are not all there is to know', async (total, status, got) => {
    const { host } = await compared(total, status);
    const { commits, complete } = await host.commits('a'.repeat(40), 'b'.repeat(40));
    expect([commits.length, complete]).toEqual([got, false]);
  });

  test('after a force push took the base away are none, and not all', async () => {
    const { host, server } = await compared(1, 'ahead');
    server.fail(`GET ${repo}/compare/{basehead}`, [404, { message: 'Not Found' }]);
    expect(await host.commits('a'.repeat(40), 'b'.repeat(40))).toEqual({ commits: [], complete: false });
  });
});

describe('who may write', () => {
  const route = `GET ${repo}/collaborators/{username}/permission` as const;

  test.each([
    ['admin', true],
    ['write', true],
    ['read', false],
    ['none', false],
  ])('%s: %s', async (permission, may) => {
    const { server, client } = await open();
    server.on(route, () => [200, { permission, role_name: permission, user: null }]);
    expect(await new GitHubHost(client, { branch: 'main', folder: '' }).mayWrite('ada')).toBe(may);
  });

  test('a stranger may not', async () => {
    const { server, client } = await open();
    server.on(route, () => [404, { message: 'Not Found' }]);
    expect(await new GitHubHost(client, { branch: 'main', folder: '' }).mayWrite('ada')).toBe(false);
  });
});
