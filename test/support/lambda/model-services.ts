import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One invocation as Lambda's API hears of it, and what it answers with. */
export interface Invoked {
  qualifier: string;
  event: { body?: string; headers: Record<string, string>; rawPath: string };
}

/** S3 with one bucket, and Lambda with versions 1 (serves `one`, and is the alias) and 2 (serves `two`), over HTTP. */
export class ModelServices {
  readonly objects = new Map<string, string>();
  readonly invoked: Invoked[] = [];
  /** Answers of a version's container; an Error is a crash. */
  answer: (invoked: Invoked) => Promise<unknown> = async () => ({ statusCode: 200, body: '{"predictions":[1]}' });
  /** Status of every answer of S3; null: it is well. */
  s3Fails: number | null = null;
  readonly #server = createServer((request, response) => void this.#take(request, response));

  async start(): Promise<Record<string, string>> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const endpoint = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return { AWS_ENDPOINT_URL_S3: endpoint, AWS_ENDPOINT_URL_LAMBDA: endpoint, AWS_ENDPOINT_URL: endpoint };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const body = Buffer.concat(chunks).toString();
    if (pathname.startsWith('/2015-03-31/functions/')) await this.#lambda(pathname, searchParams, body, response);
    else this.#s3(request.method ?? '', pathname, body, response);
  }

  async #lambda(path: string, query: URLSearchParams, body: string, response: ServerResponse): Promise<void> {
    const json = { 'content-type': 'application/json' };
    if (path.endsWith('/versions')) {
      const Versions = ['one', 'two'].map((Description, i) => ({ Version: `${i + 1}`, Description }));
      response.writeHead(200, json).end(JSON.stringify({ Versions }));
      return;
    }
    const qualifier = query.get('Qualifier') ?? '';
    const invoked = { qualifier, event: JSON.parse(body) };
    this.invoked.push(invoked);
    const answer = await this.answer(invoked);
    const version = { 'x-amz-executed-version': qualifier === 'production' ? '1' : qualifier };
    const crashed = answer instanceof Error ? { 'x-amz-function-error': 'Unhandled' } : {};
    const said = answer instanceof Error ? { errorMessage: answer.message } : answer;
    response.writeHead(200, { ...json, ...version, ...crashed }).end(JSON.stringify(said));
  }

  #s3(method: string, path: string, body: string, response: ServerResponse): void {
    const key = decodeURIComponent(path.split('/').slice(2).join('/'));
    if (this.s3Fails !== null) response.writeHead(this.s3Fails).end();
    else if (method === 'PUT') {
      this.objects.set(key, body);
      response.writeHead(200, { etag: '"e"' }).end();
    } else {
      const found = this.objects.get(key);
      if (found === undefined) response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
      else response.writeHead(200, { etag: '"e"' }).end(found);
    }
  }
}
