import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { answerOf, type Matched, match, requestDefects } from './github-openapi.ts';

export interface Call extends Matched {
  query: URLSearchParams;
  // biome-ignore lint/suspicious/noExplicitAny: a body is what the test says it is
  body: any;
  headers: IncomingMessage['headers'];
}

/** A raw answer, where a handler wants another than the documented. */
export class Raw {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;

  constructor(status: number, headers: Record<string, string> = {}, body: string | Buffer = '') {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** `[status, body]`, completed to what the description requires; or a raw answer; or `hang`, which never ends. */
export type Reply = [number, unknown?, Record<string, string>?] | Raw | 'hang';
export type Handler = (call: Call) => Reply | Promise<Reply>;

/**
 * GitHub at HTTP level. Each request is checked against GitHub's own API description and noted in `violations` when it is not
 * allowed by it; each answer is valid by it too.
 */
export class GitHubServer {
  readonly calls: Call[] = [];
  readonly violations: string[] = [];
  /** By route. */
  readonly handlers = new Map<string, Handler>();
  /** Answers to give before the handlers are asked, first come first served. */
  readonly faults: Array<{ route: string; reply: Reply }> = [];
  /** Files behind redirects, by path. */
  readonly files = new Map<string, Buffer>();
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  on(route: string, handler: Handler): this {
    this.handlers.set(route, handler);
    return this;
  }

  /** The next call of the route is answered so, once. */
  fail(route: string, reply: Reply): this {
    this.faults.push({ route, reply });
    return this;
  }

  routes(): string[] {
    return this.calls.map(({ route }) => route);
  }

  /** Calls that could have changed something. */
  writes(): string[] {
    return this.routes().filter((route) => !route.startsWith('GET ') && !route.endsWith('access_tokens'));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const file = this.files.get(url.pathname);
    if (file) return void response.writeHead(200, { 'content-type': 'application/x-gzip' }).end(file);
    const reply = await this.replyTo(request, url).catch((thrown: unknown) => this.violated(String(thrown)));
    if (reply === 'hang') return;
    response.writeHead(reply.status, { 'content-type': 'application/json; charset=utf-8', ...reply.headers });
    response.end(reply.body);
  }

  private async replyTo(request: IncomingMessage, url: URL): Promise<Raw | 'hang'> {
    const sent = await text(request);
    const matched = match(request.method ?? '', url.pathname);
    if (!matched) return this.violated(`${request.method} ${url.pathname} is not documented`);
    const body = sent === '' ? undefined : JSON.parse(sent);
    const call: Call = { ...matched, query: url.searchParams, body, headers: request.headers };
    this.calls.push(call);
    const wrong = [...requestDefects(matched, url.searchParams, body), ...headerDefects(call)];
    if (wrong.length > 0) return this.violated(...wrong);
    const fault = this.faults.findIndex(({ route }) => route === matched.route);
    const handler = this.handlers.get(matched.route);
    if (fault < 0 && !handler) return this.violated(`${matched.route} is not expected`);
    const reply = fault < 0 ? await handler?.(call) : this.faults.splice(fault, 1)[0]?.reply;
    if (reply === undefined || reply === 'hang' || reply instanceof Raw) return reply ?? 'hang';
    const [status, given, headers = {}] = reply;
    if (status >= 400) return new Raw(status, headers, JSON.stringify(given ?? { message: `status ${status}` }));
    const answer = answerOf(matched, status, given);
    return new Raw(status, headers, answer === undefined ? '' : JSON.stringify(answer));
  }

  private violated(...violations: string[]): Raw {
    this.violations.push(...violations);
    return new Raw(418, {}, JSON.stringify({ message: violations.join('; ') }));
  }
}

function headerDefects({ route, headers }: Call): string[] {
  const wrong: string[] = [];
  if (!/^bearer \S+$/i.test(headers.authorization ?? '')) wrong.push(`no authorization ${headers.authorization}`);
  if (!/^signalbox /.test(headers['user-agent'] ?? '') && !route.endsWith('access_tokens')) wrong.push('no user agent');
  if (!/application\/vnd\.github\./.test(headers.accept ?? '')) wrong.push('no media type');
  if (!route.endsWith('access_tokens') && headers['x-github-api-version'] !== '2022-11-28') wrong.push('no version');
  return wrong.map((one) => `${route}: ${one}`);
}

/** One page of a list as GitHub pages it, with the link to the next. */
export function page(call: Call, all: unknown[], wrap: (entries: unknown[]) => unknown = (entries) => entries): Reply {
  const size = Number(call.query.get('per_page') ?? 30);
  const number = Number(call.query.get('page') ?? 1);
  const entries = all.slice((number - 1) * size, number * size);
  const link =
    number * size < all.length ? { link: `<https://api.github.com/next?page=${number + 1}>; rel="next"` } : {};
  return [200, wrap(entries), link as Record<string, string>];
}
