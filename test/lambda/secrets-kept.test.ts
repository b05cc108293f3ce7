import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { type Aws, startAws } from '../bench/support/aws.ts';
import { serveCode, signed } from '../bench/support/code-load.ts';
import { environmentOf, release, workload } from '../bench/support/place.ts';
import { appId, GitHubRepository } from '../fakes/github-repository.ts';
import { type Call, GitHubServer, Raw } from '../fakes/github-server.ts';
import { BundledFunction } from '../support/lambda/function.ts';
import { posted, webhookSecret } from '../support/lambda/github-delivery.ts';
import { type Services, startServices } from '../support/lambda/services.ts';

const preload = join(import.meta.dirname, '../bench/support/redirect-github.mjs');
const token = 'github_pat_11AAAAAAA0verySecretIndeed';
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
/** Every line of a key is one that nobody may read. */
const keyLines = privateKey.split('\n').filter((line) => line.length > 40);

const repository = { id: 1, full_name: 'octo/iris' };
const sha = (digit: string) => digit.repeat(40);
const push = {
  event: 'push',
  body: {
    ref: 'refs/heads/main',
    after: sha('b'),
    deleted: false,
    head_commit: { message: 'feat: petals', author: { name: 'octocat' } },
    repository,
  },
};
const pullRequest = (commit: string, number: number) => ({
  event: 'pull_request',
  body: {
    action: 'opened',
    pull_request: {
      number,
      title: 'More petals',
      user: { login: 'octocat' },
      head: { sha: commit, repo: { id: 1 } },
      base: { ref: 'main' },
    },
    repository,
  },
});

/** GitHub at its worst: it says back what it was sent, with the credentials in it. */
const echo = (status: number) => (call: Call) =>
  new Raw(status, { 'content-type': 'application/json' }, JSON.stringify({ message: JSON.stringify(call.headers) }));

let aws: Aws;
let services: Services;
let github: GitHubServer;
const running: BundledFunction[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((fn) => fn.stop()));
  await Promise.all([services.stop(), github.stop(), aws.stop()]);
});

/** A place with these credentials, in which the tarball of `sha('e')` and the first report meet an error that tells them. */
async function place(credentials: object): Promise<(name: string) => BundledFunction> {
  aws = await startAws();
  services = await startServices(JSON.stringify({ current: webhookSecret, ...credentials }));
  github = await new GitHubServer().start();
  new GitHubRepository(github).head = sha('d');
  const files = workload();
  serveCode(github, files);
  const tarball = 'GET /repos/{owner}/{repo}/tarball/{ref}';
  const served = github.handlers.get(tarball);
  github.on(tarball, (call) => (call.path.ref === sha('e') ? echo(403)(call) : (served?.(call) ?? [500])));
  github.on('GET /repos/{owner}/{repo}/branches/{branch}', echo(403));
  await release(aws, files);
  const env = { ...environmentOf(aws, services, github.url), POWERTOOLS_LOG_LEVEL: 'DEBUG' };
  return (name) => {
    const fn = new BundledFunction(name, env, preload);
    running.push(fn);
    return fn;
  };
}

const batch = (messages: unknown[]) => ({
  Records: messages.map((message, index) => ({
    ...{ eventSource: 'aws:sqs', messageId: `m${index}`, body: JSON.stringify(message) },
  })),
});
const announced = (runIds: Iterable<string>) => ({
  Records: [...runIds].map((runId, index) => ({
    ...{ messageId: `m${index}`, body: '', messageAttributes: { runId: { stringValue: runId } } },
  })),
});

test.each<[string, object, string[]]>([
  ['a fine-grained token', { token }, [token]],
  ['the key of an App', { appId, installationId: 99, privateKey }, [...keyLines, 'ghs_installationTokenForTests']],
])(
  '%s is in nothing that is logged, answered, sent, started or stored, whatever goes wrong',
  async (_, given, secrets) => {
    const make = await place(given);
    const answers: unknown[] = [];
    const [webhook, intake, report, reconcile] = [make('webhook'), make('intake'), make('report'), make('reconcile')];
    for (const delivery of [push, pullRequest(sha('d'), 7), pullRequest(sha('e'), 8)])
      answers.push(await webhook.invoke(signed(delivery)));
    answers.push(await webhook.invoke(posted({ ...push, secret: 'not the secret, but as long as the secret is' })));
    expect(services.sent).toHaveLength(3);
    answers.push(await intake.invoke(batch([...services.sent, { never: 'heard of' }])));
    expect(aws.started.size).toBe(2);
    github.on('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', echo(422));
    github.on('GET /repos/{owner}/{repo}/commits/{ref}/statuses', echo(422));
    answers.push(await report.invoke(announced(aws.started)));
    new GitHubRepository(github).head = sha('d');
    answers.push(await report.invoke(announced(aws.started)), await reconcile.invoke({}));
    const stored: string[] = [];
    for await (const { key } of aws.store.list('')) stored.push(key, String((await aws.store.get(key))?.bytes));
    const written = running.map((fn) => fn.written);
    // What GitHub said was written down, without what it gave away: otherwise nothing would have been looked at.
    expect(written.join('')).toMatch(/not told.+\[redacted\]/);
    expect(github.writes().length).toBeGreaterThan(0);
    expect(stored.length).toBeGreaterThan(20);
    const everything = [
      JSON.stringify([answers, services.sent, services.others]),
      ...aws.inputs,
      ...written,
      ...stored,
    ];
    const readable = everything.map((text) => `${text}\n${text.replaceAll('\\n', '\n')}`).join('\n');
    for (const secret of [...secrets, webhookSecret]) expect(readable.includes(secret)).toBe(false);
    expect(readable).not.toMatch(/bearer [\w-]|BEGIN (?:RSA )?PRIVATE|token gh[ps]_/i);
    expect(github.violations).toEqual([]);
  },
  60_000,
);
