import type { GitHubCredentials } from '../../../../lib/aws/github/credentials.ts';
import { examine } from '../../../../lib/aws/github/doctor/doctor.ts';
import { appId } from '../../../fakes/github-repository.ts';
import { type GitHubServer, Raw, type Reply } from '../../../fakes/github-server.ts';
import { app, lab, sha, token } from '../lab.ts';

const { open } = lab();
const repo = '/repos/{owner}/{repo}';
const url = 'https://abc.lambda-url.eu-west-1.on.aws/';
const config = { url, content_type: 'json', insecure_ssl: '0', secret: '********' };
const hook = { id: 5, active: true, events: ['push', 'pull_request', 'check_run'], config };
const delivery = (status_code: number) => ({
  event: 'push',
  status_code,
  status: status_code < 300 ? 'OK' : 'Invalid HTTP Response',
  delivered_at: '2026-11-23T07:00:00Z',
});
const permissions = {
  metadata: 'read',
  contents: 'write',
  checks: 'write',
  deployments: 'write',
  pull_requests: 'write',
};
const rule = (integration_id?: number) => [
  {
    type: 'required_status_checks',
    parameters: { required_status_checks: [{ context: 'signalbox', ...(integration_id ? { integration_id } : {}) }] },
  },
];

/** A repository where everything is as it should be. */
function healthy(server: GitHubServer): GitHubServer {
  return server
    .on(`GET ${repo}`, () => [200, {}, { 'github-authentication-token-expiration': '2027-02-01 09:00:00 UTC' }])
    .on(`GET ${repo}/branches/{branch}`, () => [200, { name: 'main', commit: { sha }, protected: true }])
    .on(`GET ${repo}/rules/branches/{branch}`, () => new Raw(200, {}, JSON.stringify(rule())))
    .on(`GET ${repo}/hooks`, () => [200, [hook]])
    .on(`GET ${repo}/hooks/{hook_id}/deliveries`, () => [200, [delivery(200), delivery(202)]])
    .on('GET /app/hook/config', () => [200, {}])
    .on('GET /app/installations/{installation_id}', () => installed(permissions))
    .on('GET /user/repos', () => [200, []])
    .on(`GET ${repo}/actions/secrets`, () => [403, { message: 'Resource not accessible' }])
    .on(`GET ${repo}/keys`, () => [404, { message: 'Not Found' }]);
}

const installed = (granted: object, repository_selection = 'selected'): Reply => [
  200,
  { permissions: granted, repository_selection, account: { login: 'octo' } },
];

async function diagnosis(
  credentials: GitHubCredentials,
  sick: (server: GitHubServer) => unknown = () => {},
  webhookUrl: string | null = null,
) {
  const { server, client } = await open(credentials);
  sick(healthy(server));
  const now = new Date('2026-11-23T09:00:00Z');
  const findings = await examine({ client, branch: 'main', check: 'signalbox', webhookUrl, now });
  expect(server.writes()).toEqual([]);
  return Object.fromEntries(findings.map(({ check, state, sentence, mend }) => [check, { state, sentence, mend }]));
}

const states = (found: Awaited<ReturnType<typeof diagnosis>>) =>
  Object.fromEntries(Object.entries(found).map(([check, { state }]) => [check, state]));

const hookOk = {
  webhook: 'ok',
  'webhook events': 'ok',
  'webhook content': 'ok',
  'webhook secret': 'ok',
  'webhook TLS': 'ok',
  'webhook deliveries': 'ok',
};

test('a well connected App has nothing to mend', async () => {
  expect(states(await diagnosis(app))).toEqual({
    repository: 'ok',
    'required check': 'ok',
    ...hookOk,
    permissions: 'ok',
    reach: 'ok',
  });
});

test('of a good token only its width stays unknown, since GitHub tells it nobody', async () => {
  expect(states(await diagnosis(token))).toEqual({
    repository: 'ok',
    'required check': 'ok',
    ...hookOk,
    token: 'ok',
    expiry: 'ok',
    reach: 'ok',
    permissions: 'unknown',
  });
});

test.each([
  [
    'the check is not required',
    `GET ${repo}/rules/branches/{branch}`,
    [200, []],
    'required check',
    'can be merged into without signalbox',
  ],
  [
    'the check is expected of another App',
    `GET ${repo}/rules/branches/{branch}`,
    new Raw(200, {}, JSON.stringify(rule(1))),
    'required check',
    'requires signalbox of App 1',
  ],
  ['the branch is not there', `GET ${repo}/branches/{branch}`, [404, {}], 'required check', 'there is no branch main'],
  ['there is no webhook', `GET ${repo}/hooks`, [200, []], 'webhook', 'there is no webhook'],
  ['it is switched off', `GET ${repo}/hooks`, [200, [{ ...hook, active: false }]], 'webhook', 'is switched off'],
  [
    'an event is missing',
    `GET ${repo}/hooks`,
    [200, [{ ...hook, events: ['push'] }]],
    'webhook events',
    'lacks pull_request, check_run',
  ],
  [
    'it sends forms',
    `GET ${repo}/hooks`,
    [200, [{ ...hook, config: { ...config, content_type: 'form' } }]],
    'webhook content',
    'form',
  ],
  [
    'it has no secret',
    `GET ${repo}/hooks`,
    [200, [{ ...hook, config: { ...config, secret: undefined } }]],
    'webhook secret',
    'is not set',
  ],
  [
    'it trusts anybody',
    `GET ${repo}/hooks`,
    [200, [{ ...hook, config: { ...config, insecure_ssl: '1' } }]],
    'webhook TLS',
    'not verified',
  ],
  [
    'deliveries fail',
    `GET ${repo}/hooks/{hook_id}/deliveries`,
    [200, [delivery(401), delivery(200)]],
    'webhook deliveries',
    '1 of the last 2',
  ],
  [
    'the token is classic',
    `GET ${repo}`,
    [200, {}, { 'x-oauth-scopes': 'repo, admin:org' }],
    'token',
    'repo, admin:org',
  ],
  ['the token never ends', `GET ${repo}`, [200, {}], 'expiry', 'never ends'],
  [
    'the token ends soon',
    `GET ${repo}`,
    [200, {}, { 'github-authentication-token-expiration': '2026-11-30 09:00:00 UTC' }],
    'expiry',
    'in 7 days',
  ],
  [
    'the token reaches more',
    'GET /user/repos',
    [200, [{ full_name: 'octo/secret', private: true }]],
    'reach',
    'octo/secret',
  ],
  [
    'the token sees secrets',
    `GET ${repo}/actions/secrets`,
    [200, { total_count: 0, secrets: [] }],
    'permissions',
    'secrets',
  ],
] as Array<[string, string, Reply, string, string]>)(
  'when %s it says so, and how to mend it',
  async (_, route, reply, check, words) => {
    const found = await diagnosis(token, (server) => server.on(route, () => reply));
    expect(found[check]).toMatchObject({ state: 'bad', mend: expect.stringMatching(/.{10}/) });
    expect(found[check]?.sentence).toContain(words);
  },
);

test.each([
  [{ ...permissions, contents: 'read' }, 'lack contents: write'],
  [
    { ...permissions, secrets: 'read', administration: 'write' },
    'are wider than needed: secrets: read, administration: write',
  ],
])('permissions of an App that do not fit are named: %o', async (granted, sentence) => {
  const found = await diagnosis(app, (server) =>
    server.on('GET /app/installations/{installation_id}', () => installed(granted, 'all')),
  );
  expect(found.permissions).toMatchObject({ state: 'bad', sentence });
  expect(found.reach).toMatchObject({ state: 'bad' });
});

test('the webhook of an App is looked at too, and its source of the check accepted', async () => {
  const found = await diagnosis(app, (server) =>
    server
      .on(`GET ${repo}/rules/branches/{branch}`, () => new Raw(200, {}, JSON.stringify(rule(appId))))
      .on(`GET ${repo}/hooks`, () => [404, { message: 'Not Found' }])
      .on('GET /app/hook/config', () => [200, config])
      .on('GET /app', () => [200, { events: hook.events }])
      .on('GET /app/hook/deliveries', () => [200, [delivery(200)]]),
  );
  expect(states(found)).toMatchObject({ 'required check': 'ok', ...hookOk });
});

test('what the credentials may not see is unknown, with where to look', async () => {
  const found = await diagnosis(token, (server) =>
    server.on(`GET ${repo}/hooks`, () => [404, { message: 'Not Found' }]),
  );
  expect(found.webhook).toMatchObject({ state: 'unknown', mend: expect.stringContaining('/settings/hooks') });
});

test('another webhook than the one that was named is none', async () => {
  const found = await diagnosis(token, () => {}, 'https://other.lambda-url.eu-west-1.on.aws');
  expect(found.webhook).toMatchObject({ state: 'bad' });
});

test('a repository that is not reached ends the examination', async () => {
  const found = await diagnosis(token, (server) => server.on(`GET ${repo}`, () => [404, { message: 'Not Found' }]));
  expect(states(found)).toEqual({ repository: 'bad' });
});
