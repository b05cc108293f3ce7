import { inspect } from 'node:util';
import type { GitHubCredentials } from '../../../lib/aws/github/credentials.ts';
import { CredentialsSecret } from '../../../lib/aws/github/credentials-secret.ts';
import { GitHubReports } from '../../../lib/aws/github/reports/reports.ts';
import { Raw, type Reply } from '../../fakes/github-server.ts';
import { app, change, lab, token } from './lab.ts';

const { open, waits, reads } = lab();
const user = 'GET /user';
const status = 'POST /repos/{owner}/{repo}/statuses/{sha}';
const statuses = 'GET /repos/{owner}/{repo}/commits/{ref}/statuses';
const installation = 'POST /app/installations/{installation_id}/access_tokens';
const said = { runId: 'push-a-1', title: 'passed', summary: '' };

async function told(route: string, replies: Reply[], credentials: GitHubCredentials = token) {
  const opened = await open(credentials, { timeLimitMs: replies.includes('hang') ? 200 : 10_000 });
  for (const reply of replies) opened.server.fail(route, reply);
  const reports = new GitHubReports(opened.client, { pipeline: 'iris', check: 'signalbox', tagPrefix: 'v' });
  const done = reports.check(change, 'passed', said).then(
    () => 'told',
    (thrown: unknown) => thrown,
  );
  return { ...opened, result: await done };
}

describe('trouble that passes is waited out', () => {
  test.each([
    ['a rate limit that names seconds', [429, {}, { 'retry-after': '7' }], [7_000]],
    [
      'a secondary limit',
      [403, { message: 'You have exceeded a secondary rate limit' }, { 'retry-after': '3' }],
      [3_000],
    ],
    [
      'a rate limit that ends soon',
      [403, {}, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795424405' }],
      [6_000],
    ],
    ['a gateway error', [502, {}], [500]],
    ['a page of HTML', new Raw(503, { 'content-type': 'text/html' }, '<html>Unicorn!</html>'), [500]],
    ['no answer in time', 'hang', [500]],
  ] as Array<[string, Reply, number[]]>)('%s', async (_, reply, waited) => {
    const { result } = await told(statuses, [reply]);
    expect(result).toBe('told');
    expect(waits).toEqual(waited);
  });

  test('a write whose answer got lost is not repeated, since it may have been done', async () => {
    const { result, server } = await told(status, ['hang']);
    expect(result).toMatchObject({ code: 'github-unavailable', fault: 'ours' });
    expect(server.writes()).toHaveLength(1);
  });
});

describe('trouble that lasts is an error that says whose turn it is', () => {
  test.each([
    ['a limit for an hour', [429, {}, { 'retry-after': '3600' }], 'github-busy', 'ours'],
    ['a secondary limit without a time', [403, { message: 'secondary rate limit' }], 'github-busy', 'ours'],
    [
      'no right',
      [403, { message: 'Resource not accessible' }, { 'x-accepted-github-permissions': 'statuses=write' }],
      'repository-forbidden',
      'input',
    ],
    ['no such repository', [404, { message: 'Not Found' }], 'repository-not-found', 'input'],
    [
      'refused',
      [422, { message: 'Validation Failed', errors: [{ code: 'custom', message: 'no' }] }],
      'repository-refused',
      'input',
    ],
    ['moved', new Raw(307, { location: 'https://api.github.com/repositories/1' }), 'repository-moved', 'input'],
    ['broken JSON', new Raw(201, {}, '{"id": 1, "sta'), 'github-bad-answer', 'ours'],
    ['another shape', new Raw(201, {}, '{"id": "one"}'), 'github-bad-answer', 'ours'],
  ] as Array<[string, Reply, string, string]>)('%s', async (_, reply, code, fault) => {
    const { result, server } = await told(status, [reply]);
    expect(result).toMatchObject({ code, fault });
    expect(server.writes()).toHaveLength(1);
  });

  test('what stays broken is given up after four tries', async () => {
    const { result, server } = await told(statuses, [[500], [502], [503], [504], [500]]);
    expect(result).toMatchObject({ code: 'github-unavailable' });
    expect([server.calls.length, waits]).toEqual([4, [500, 1_000, 2_000]]);
  });

  test('a missing right is named', async () => {
    const { result } = await told(status, [
      [403, { message: 'no' }, { 'x-accepted-github-permissions': 'statuses=write' }],
    ]);
    expect(String(result)).toContain('Grant statuses=write to the credentials in the secret signalbox/github');
  });
});

describe('credentials', () => {
  test('that were refused are read anew, once', async () => {
    const { result } = await told(statuses, [[401, { message: 'Bad credentials' }]]);
    expect(result).toBe('told');
    expect(reads.filter(Boolean)).toHaveLength(1);
  });

  test('that stay refused are named by their secret', async () => {
    const { result } = await told(statuses, [[401], [401]]);
    expect(result).toMatchObject({ code: 'repository-unauthorized', fault: 'input' });
    expect(String(result)).toContain('the secret signalbox/github');
  });

  test("an App's token is asked for once, for its repository alone, and anew when it was refused", async () => {
    const opened = await open(app);
    const reports = new GitHubReports(opened.client, { pipeline: 'iris', check: 'signalbox', tagPrefix: 'v' });
    await reports.check(change, 'running', said);
    await reports.check(change, 'passed', said);
    const asked = () => opened.server.calls.filter(({ route }) => route === installation);
    expect(asked().map(({ body }) => body)).toEqual([{ repositories: ['iris'] }]);
    opened.server.fail('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', [401]);
    await reports.check(change, 'failed', said);
    expect(asked()).toHaveLength(2);
  });

  test('are kept for five minutes, and a rotated one is picked up after a refusal', async () => {
    const clock = { time: 0, now: () => new Date(clock.time) };
    const values = ['a', 'b', 'c'].map((letter) => JSON.stringify({ token: letter.repeat(30) }));
    let fetched = 0;
    const secret = new CredentialsSecret('it', async () => values[fetched++] ?? '', clock);
    const read = async (fresh: boolean) => ((await secret.read(fresh)) as { token: string }).token[0];
    expect([await read(false), await read(false), await read(true), await read(false)]).toEqual(['a', 'a', 'b', 'b']);
    clock.time = 300_001;
    expect(await read(false)).toBe('c');
  });

  test.each([
    '',
    'github_pat_plain',
    '{"token": 1}',
    '{"appId": 1, "installationId": 2, "privateKey": "nonsense"}',
    '{"token": "white space in it is none"}',
  ])('that cannot be used are refused without being quoted: %s', async (text) => {
    const secret = new CredentialsSecret('the secret s', async () => text, { now: () => new Date(0) });
    const thrown = await secret.read(false).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'repository-credentials' });
    expect(text === '' || !String(thrown).includes(text)).toBe(true);
  });
});

describe('no secret is ever in what is written', () => {
  const key = (app as { privateKey: string }).privateKey;
  const broken: GitHubCredentials = {
    kind: 'app',
    appId: 1,
    installationId: 2,
    privateKey: `-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END RSA PRIVATE KEY-----`,
  };
  const secrets = [
    (token as { token: string }).token,
    'ghs_installationTokenForTests',
    'c2VjcmV0c2VjcmV0',
    ...key.split('\n').filter((line) => line.length > 20 && !line.startsWith('-')),
  ];
  const echo = `token ${(token as { token: string }).token} ghs_installationTokenForTests ${key}`;
  const replies: Reply[] = [
    [400, { message: echo, errors: [{ message: echo }, echo] }],
    [401, { message: echo }],
    [403, { message: echo }],
    [404, { message: echo }],
    [422, { message: echo }],
    [500, { message: echo }],
    [429, { message: echo }, { 'retry-after': '9999' }],
    new Raw(200, { 'content-type': 'text/plain' }, echo),
    new Raw(200, {}, `{"${echo}`),
    new Raw(302, { location: `https://codeload.example/?token=${(token as { token: string }).token}` }),
    'hang',
  ];
  const cases = [token, app, broken].flatMap((credentials) =>
    [statuses, status, user, installation, 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs'].flatMap((route) =>
      replies.map((reply) => ({ credentials, route, reply })),
    ),
  );

  test('neither in errors with all that hangs on them, nor on the console', async () => {
    const written: string[] = [];
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      jest.spyOn(console, level).mockImplementation((...args) => void written.push(inspect(args, { depth: 20 }))),
    );
    let failed = 0;
    for (const { credentials, route, reply } of cases) {
      const { result } = await told(route, [reply, reply, reply, reply], credentials);
      if (result !== 'told') failed += 1;
      written.push(
        inspect(result, { depth: 20, showHidden: true }),
        JSON.stringify(result),
        String((result as Error).stack),
      );
    }
    for (const spy of spies) spy.mockRestore();
    expect(failed).toBeGreaterThan(60);
    const all = written.join('\n');
    expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
    expect(all).not.toMatch(/authorization['"]?:|bearer \w/i);
  }, 120_000);
});
