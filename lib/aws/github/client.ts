import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/core';
import * as z from 'zod';
import { InputError, InternalError, SignalboxError } from '../../core/errors.ts';
import type { Clock } from '../../ports.ts';
import type { Sleep } from '../clients.ts';
import { systemClock } from '../system-clock.ts';
import { type CredentialSource, type GitHubCredentials, withoutSecrets } from './credentials.ts';
import { errorOf, failureOf } from './failure.ts';
import { pauseBefore } from './patience.ts';

export interface GitHubOptions {
  /** `owner/name`. */
  repository: string;
  credentials: CredentialSource;
  /** @default https://api.github.com */
  apiUrl?: string | undefined;
  sleep: Sleep;
  /** @default the system's */
  clock?: Clock;
  /** Longest that a call may take, in milliseconds; a download gets six times as long. @default 10000 */
  timeLimitMs?: number;
}

export interface Answer<T> {
  status: number;
  data: T;
  headers: Record<string, string | number | undefined>;
}

type Parameters = Record<string, unknown>;
interface Way {
  /** Speak as the App itself, not as its installation. */
  as?: 'app';
  /** Hand out the body as a stream, from wherever GitHub redirects to. */
  stream?: boolean;
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const perPage = 100;
/** Longest list that is read: 10,000 entries. */
const mostPages = 100;

/**
 * Calls GitHub's REST API about one repository: time limits, bounded retries, credentials read anew once after a 401, answers
 * checked by a schema. What it throws is ours alone and holds no part of a request.
 * @throws GitHubRefusal what somebody has to mend · InternalError `github-busy`, `github-unavailable`, `github-bad-answer` to try later
 */
export class GitHubClient {
  readonly repository: string;
  private readonly options: GitHubOptions;
  private readonly octokit: Octokit;
  private readonly known = new Set<string>();
  private app: { key: string; auth: ReturnType<typeof createAppAuth> } | undefined;

  constructor(options: GitHubOptions) {
    this.repository = options.repository;
    this.options = options;
    const { apiUrl, timeLimitMs = 10_000 } = options;
    this.octokit = new Octokit({
      userAgent: 'signalbox',
      log: silent,
      ...(apiUrl === undefined ? {} : { baseUrl: apiUrl.replace(/\/+$/, '') }),
      request: { log: silent, fetch: limited(timeLimitMs) },
    });
  }

  /** One call; `{owner}` and `{repo}` of the route are filled in. */
  async call<T>(route: string, parameters: Parameters, schema: z.ZodType<T>, way: Way = {}): Promise<Answer<T>> {
    const { status, data, headers } = await this.send(route, parameters, way);
    const read = schema.safeParse(data);
    if (read.success) return { status, data: read.data, headers };
    const [issue] = read.error.issues;
    const where = issue?.path.join('.') || 'the body';
    throw new InternalError('github-bad-answer', `${route} of ${this.repository}: ${where}: ${issue?.message}.`);
  }

  /** Every entry of a list; `pick` finds them in a page, where it is not the page itself. */
  async *pages<T>(
    route: string,
    parameters: Parameters,
    schema: z.ZodType<T[]>,
    way: Way = {},
  ): AsyncGenerator<T, void, undefined> {
    for (let page = 1; page <= mostPages; page += 1) {
      const { data, headers } = await this.call(route, { per_page: perPage, ...parameters, page }, schema, way);
      yield* data;
      if (!/;\s*rel="?next"?/.test(String(headers.link ?? ''))) return;
    }
    throw new InputError('repository-too-large', `${route} of ${this.repository}: more than ${mostPages} pages.`);
  }

  async download(route: string, parameters: Parameters): Promise<ReadableStream<Uint8Array>> {
    const { data } = await this.call(route, parameters, z.instanceof(ReadableStream), { stream: true });
    return data as ReadableStream<Uint8Array>;
  }

  async credentials(fresh = false): Promise<GitHubCredentials> {
    const credentials = await this.options.credentials.read(fresh);
    this.known.add(credentials.kind === 'token' ? credentials.token : credentials.privateKey);
    return credentials;
  }

  private async send(route: string, parameters: Parameters, way: Way): Promise<Answer<unknown>> {
    const { credentials, sleep, clock = systemClock } = this.options;
    const method = route.split(' ')[0] ?? '';
    let renewed = false;
    let renew = false;
    for (let attempt = 1; ; attempt += 1) {
      const fresh = renew;
      renew = false;
      try {
        return await this.once(route, parameters, way, fresh);
      } catch (thrown) {
        if (thrown instanceof SignalboxError) throw thrown;
        const failure = failureOf(thrown);
        failure.message = withoutSecrets(failure.message, [...this.known]);
        if (failure.status === 401 && !renewed) {
          renewed = true;
          renew = true;
          continue;
        }
        const pause = pauseBefore(failure, { attempt, method, nowMs: clock.now().getTime() });
        if (pause === undefined)
          throw errorOf(failure, { route, repository: this.repository, named: credentials.named });
        await sleep(pause);
      }
    }
  }

  private async once(route: string, parameters: Parameters, { as, stream }: Way, fresh: boolean) {
    const authorization = await this.authorization(as, fresh);
    const [owner, repo] = this.repository.split('/');
    const answer: Answer<unknown> = await this.octokit.request(route, {
      // What a route has no place for would go into the query.
      ...(route.includes('{owner}') ? { owner, repo } : {}),
      ...parameters,
      headers: { authorization, 'x-github-api-version': '2022-11-28' },
      // Followed, a redirected POST would become a GET.
      request: { redirect: stream ? 'follow' : 'manual', parseSuccessResponseBody: !stream },
    });
    if (answer.status >= 300) throw Object.assign(new Error('redirected'), { status: answer.status, response: answer });
    return answer;
  }

  private async authorization(as: Way['as'], fresh: boolean): Promise<string> {
    const credentials = await this.credentials(fresh);
    if (credentials.kind === 'token') return `Bearer ${credentials.token}`;
    const auth = this.appAuth(credentials);
    if (as === 'app') return `Bearer ${await appToken(auth, credentials.appId, this.options.credentials.named)}`;
    await appToken(auth, credentials.appId, this.options.credentials.named);
    const repositoryNames = [this.repository.split('/')[1] ?? ''];
    const { token } = await auth({ type: 'installation', repositoryNames, refresh: fresh });
    if (!token) {
      // It would be remembered for an hour.
      this.app = undefined;
      throw new InternalError('github-bad-answer', `GitHub answered without a token for ${this.repository}.`);
    }
    this.known.add(token);
    return `Bearer ${token}`;
  }

  /** Kept as long as the App's key stays: it remembers installation tokens until shortly before they end. */
  private appAuth({ appId, installationId, privateKey }: GitHubCredentials & { kind: 'app' }) {
    const key = `${appId} ${installationId} ${privateKey}`;
    if (this.app?.key !== key) {
      const auth = createAppAuth({ appId, installationId, privateKey, request: this.octokit.request, log: silent });
      this.app = { key, auth };
    }
    return this.app.auth;
  }
}

/** Signed here: a failure is that of the key, and its message may quote it. */
async function appToken(auth: ReturnType<typeof createAppAuth>, appId: number, named: string): Promise<string> {
  try {
    return (await auth({ type: 'app' })).token;
  } catch {
    throw new InputError(
      'repository-credentials',
      `The private key of App ${appId} in ${named} cannot be used; it must be PEM.`,
    );
  }
}

function limited(timeLimitMs: number): typeof fetch {
  return (input, init) => {
    // Only a download follows redirects; its body is part of the time.
    const limit = init?.redirect === 'follow' ? 6 * timeLimitMs : timeLimitMs;
    return fetch(input, { ...init, signal: AbortSignal.timeout(limit) });
  };
}
