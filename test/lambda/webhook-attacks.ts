import { type Posted, posted, signatureOf, webhookSecret } from '../support/lambda/github-delivery.ts';

/** What must come back from no answer and no log. */
export const canary = 'CANARY-7c9e6679';

const commit = '6113728f27ae82c7b1a177c8d03f9e96e0adf246';
const repository = { id: 1, full_name: 'octo/iris' };
const sender = { login: 'octocat' };

export const push = {
  ref: 'refs/heads/main',
  after: commit,
  deleted: false,
  head_commit: { message: canary, author: { name: canary } },
  repository,
  sender,
};
const pull = {
  action: 'opened',
  pull_request: {
    number: 7,
    title: canary,
    user: sender,
    head: { sha: commit, repo: { id: 1 } },
    base: { ref: 'main' },
  },
  repository,
};
const rerun = {
  action: 'rerequested',
  check_run: {
    id: 4,
    name: 'signalbox',
    head_sha: commit,
    completed_at: null,
    check_suite: { head_branch: 'main' },
    pull_requests: [],
  },
  repository,
  sender,
};

const body = JSON.stringify(push);
const bytes = Buffer.from(body);
const { repository: _, ...rest } = push;
const good = signatureOf(bytes);
const digits = good.slice('sha256='.length);
const flip = (digit: string) => (digit === '0' ? '1' : '0');

const signed = (signature: string | undefined, more: Partial<Posted> = {}) =>
  posted({ event: 'push', body, ...more, headers: { 'x-hub-signature-256': signature, ...more.headers } });
const altered = (other: string) => posted({ event: 'push', body: other, headers: { 'x-hub-signature-256': good } });
const payload = (event: string, value: unknown) => posted({ event, body: value });
const without = (name: string, value?: string) => posted({ event: 'push', body, headers: { [name]: value } });
const text = (json: string) => posted({ event: 'push', body: json });
const deep = (levels: number) => `{"x":${'['.repeat(levels)}${']'.repeat(levels)},${body.slice(1)}`;

/** Name, status, what is posted. Whatever the status, nothing may come of it. */
export const attacks: Array<[name: string, status: number, event: unknown]> = [
  // The signature.
  ['no signature', 401, signed(undefined)],
  ['an empty signature', 401, signed('')],
  ['a signature without digits', 401, signed('sha256=')],
  ['a signature without its algorithm', 401, signed(digits)],
  ['a signature one digit short', 401, signed(good.slice(0, -1))],
  ['half a signature', 401, signed(good.slice(0, 39))],
  ['a signature one digit long', 401, signed(`${good}0`)],
  ['a signature in capitals', 401, signed(`sha256=${digits.toUpperCase()}`)],
  ['an algorithm in capitals', 401, signed(`SHA256=${digits}`)],
  ['a signature in base64', 401, signed(`sha256=${Buffer.from(digits, 'hex').toString('base64')}`)],
  ['a signature with digits of another script', 401, signed(`sha256=${digits.replace(/\d/, '٣')}`)],
  ['a signature of zeros', 401, signed(`sha256=${'0'.repeat(64)}`)],
  ['a signature that differs in its first digit', 401, signed(`sha256=${flip(digits.slice(0, 1))}${digits.slice(1)}`)],
  ['a signature that differs in its last digit', 401, signed(`${good.slice(0, -1)}${flip(good.slice(-1))}`)],
  [
    'SHA-1 alone',
    401,
    signed(undefined, { headers: { 'x-hub-signature': signatureOf(bytes, webhookSecret, 'sha1') } }),
  ],
  ['SHA-1 in the place of SHA-256', 401, signed(signatureOf(bytes, webhookSecret, 'sha1'))],
  ['SHA-1 that says it is SHA-256', 401, signed(signatureOf(bytes, webhookSecret, 'sha1').replace('sha1', 'sha256'))],
  ['SHA-512', 401, signed(signatureOf(bytes, webhookSecret, 'sha512'))],
  ['the signature of another secret', 401, signed(signatureOf(bytes, 'another secret, as long as ours is long'))],
  ['the signature of an empty secret', 401, signed(signatureOf(bytes, ''))],
  ['the signature of the word undefined', 401, signed(signatureOf(bytes, 'undefined'))],
  [
    'the signature of the secret as it is stored',
    401,
    signed(signatureOf(bytes, JSON.stringify({ current: webhookSecret }))),
  ],
  ['the signature of an empty body', 401, signed(signatureOf(Buffer.alloc(0)))],
  ['two signatures, ours first', 401, signed(`${good},sha256=${'0'.repeat(64)}`)],
  ['two signatures, ours last', 401, signed(`sha256=${'0'.repeat(64)}, ${good}`)],
  // The body.
  ['another commit under the same signature', 401, altered(body.replace(commit, 'f'.repeat(40)))],
  ['one letter in another case', 401, altered(body.replace('main', 'Main'))],
  ['a blank at the end', 401, altered(`${body} `)],
  ['the same JSON, written otherwise', 401, altered(JSON.stringify(push, null, 2))],
  ['the same JSON, in another order', 401, altered(JSON.stringify({ repository, ...rest }))],
  ['a body cut short', 401, altered(body.slice(0, -1))],
  ['no body', 401, altered('')],
  ['bytes that are said to be base64', 401, { ...signed(good), isBase64Encoded: true }],
  // The size: refused before the signature is looked at.
  ['a signed body of one byte too many', 413, text(body.padEnd(1024 * 1024 + 1))],
  ['a body of 5 MB without signature', 413, signed(undefined, { body: 'x'.repeat(5_000_000) })],
  ['a large body in base64', 413, signed(good, { body: 'x'.repeat(1_100_000), base64: true })],
  ['a large body of few characters', 413, signed(good, { body: '€'.repeat(400_000) })],
  // The headers.
  ['a second signature under the same name', 400, without('X-Hub-Signature-256', `sha256=${'0'.repeat(64)}`)],
  ['a second event under the same name', 400, without('X-GitHub-Event', 'ping')],
  ['a form', 415, without('content-type', 'application/x-www-form-urlencoded')],
  ['no content type', 415, without('content-type')],
  ['JSON in UTF-16', 415, without('content-type', 'application/json; charset=utf-16')],
  ['two content types', 415, without('content-type', 'application/json,text/plain')],
  ['no event', 400, without('x-github-event')],
  ['an event that is a path', 400, without('x-github-event', '../../push')],
  ['two events', 400, without('x-github-event', 'push,push')],
  ['an event called __proto__', 200, payload('__proto__', push)],
  ['an event called constructor', 200, payload('constructor', push)],
  ['an event that nobody reads', 200, payload('workflow_dispatch', push)],
  ['GET', 405, signed(good, { method: 'GET' })],
  ['PUT', 405, signed(good, { method: 'PUT' })],
  ['a queue’s event', 400, { Records: [{ body, eventSource: 'aws:sqs' }] }],
  ['nothing at all', 400, null],
  // The payload, signed as it is: whoever could do this is GitHub, or has the secret.
  [
    'UTF-8 that is none',
    400,
    posted({ event: 'push', body: Buffer.concat([bytes, Buffer.from([0xff, 0xfe])]), base64: true }),
  ],
  ['an overlong encoding', 400, posted({ event: 'push', body: Buffer.from([0x22, 0xc0, 0xaf, 0x22]), base64: true })],
  ['a byte order mark', 400, text(`\uFEFF${body}`)],
  ['what is no JSON', 400, text(`${body}}`)],
  ['an empty body', 400, text('')],
  ['null', 400, text('null')],
  ['a list', 400, text(`[${body}]`)],
  ['a number', 400, text('1e999')],
  ['__proto__ as a key', 400, text(`{"__proto__":{"deleted":false},${body.slice(1)}`)],
  ['__proto__ deep inside', 400, text(`{"x":[{"y":{"__proto__":{"admin":true}}}],${body.slice(1)}`)],
  ['__proto__ in escapes', 400, text(`{"\\u005f_proto__":{"x":1},${body.slice(1)}`)],
  ['a prototype instead of a repository', 400, text('{"constructor":{"prototype":{"repository":{"id":1}}}}')],
  ['brackets 65 deep', 400, text(deep(65))],
  ['brackets 200,000 deep', 400, text(deep(200_000))],
  ['a commit that is a name', 400, payload('push', { ...push, after: 'main' })],
  ['a commit that is a command', 400, payload('push', { ...push, after: '$(curl example.com)' })],
  ['a commit of 39 digits', 400, payload('push', { ...push, after: commit.slice(1) })],
  ['a commit with a line break', 400, payload('push', { ...push, after: `${commit}\n` })],
  ['a commit that is a number', 400, payload('push', { ...push, after: 1e39 })],
  ['a ref that is a list', 400, payload('push', { ...push, ref: ['refs/heads/main'] })],
  ['a repository that is text', 400, payload('push', { ...push, repository: 'octo/iris' })],
  ['a pull request that is null', 400, payload('pull_request', { ...pull, pull_request: null })],
  [
    'a pull request with a number below one',
    400,
    payload('pull_request', { ...pull, pull_request: { ...pull.pull_request, number: -1 } }),
  ],
  [
    'a pull request with a number that is text',
    400,
    payload('pull_request', { ...pull, pull_request: { ...pull.pull_request, number: '7' } }),
  ],
  [
    'a check run without its suite',
    400,
    payload('check_run', { ...rerun, check_run: { ...rerun.check_run, check_suite: undefined } }),
  ],
  ['another repository', 200, payload('push', { ...push, repository: { id: 2, full_name: 'evil/iris' } })],
  [
    'a repository whose name begins as ours',
    200,
    payload('push', { ...push, repository: { id: 2, full_name: 'octo/iris-evil' } }),
  ],
  [
    'a repository whose name looks as ours',
    200,
    payload('push', { ...push, repository: { id: 2, full_name: 'octо/iris' } }),
  ],
  ['another branch', 200, payload('push', { ...push, ref: 'refs/heads/evil' })],
  ['a branch whose name begins as ours', 200, payload('push', { ...push, ref: 'refs/heads/main/../evil' })],
  ['a branch called as our whole ref', 200, payload('push', { ...push, ref: 'refs/heads/refs/heads/main' })],
  ['a tag called as our branch', 200, payload('push', { ...push, ref: 'refs/tags/main' })],
  ['our branch, deleted', 200, payload('push', { ...push, deleted: true, after: '0'.repeat(40), head_commit: null })],
  ['a commit of zeros', 200, payload('push', { ...push, after: '0'.repeat(40) })],
  [
    'a pull request into another branch',
    200,
    payload('pull_request', { ...pull, pull_request: { ...pull.pull_request, base: { ref: 'evil' } } }),
  ],
  ['a pull request that was closed', 200, payload('pull_request', { ...pull, action: 'closed' })],
  [
    'a check of somebody else, asked for again',
    200,
    payload('check_run', { ...rerun, check_run: { ...rerun.check_run, name: 'linter' } }),
  ],
  [
    'a check of a fork’s commit, asked for again',
    200,
    payload('check_run', { ...rerun, check_run: { ...rerun.check_run, check_suite: { head_branch: null } } }),
  ],
];
