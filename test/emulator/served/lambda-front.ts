import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { ServedVersions } from './versions.ts';

/** What a function URL hands to a function behind the Lambda Web Adapter, as far as we send it. */
interface HttpEvent {
  rawPath: string;
  headers: Record<string, string>;
  body?: string;
  isBase64Encoded: boolean;
}

/**
 * Lambda's API as functions see it: invocations of what the pipeline serves go to model servers on this machine, all else goes
 * on to the emulator.
 */
export class LambdaFront {
  readonly url: string;
  /** Both are known once the stack is deployed. */
  emulator: { endpoint: string; httpsAgent: Agent } | undefined;
  versions: ServedVersions | undefined;
  readonly #server: Server;
  readonly #served: RegExp;

  private constructor(server: Server, served: RegExp) {
    this.#server = server;
    this.#served = served;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (asked, answer) => void this.#answer(asked, answer).catch((error) => fail(answer, error)));
  }

  /** @param served names of the functions that are swapped */
  static async start(served: RegExp): Promise<LambdaFront> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new LambdaFront(server, served);
  }

  async stop(): Promise<void> {
    await this.versions?.stop();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  async #answer(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(asked.url ?? '', this.url);
    const [, name = ''] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(pathname) ?? [];
    if (!this.#served.test(name) || !this.versions) return this.#pass(asked, answer);
    const version = await this.versions.chosen(name, searchParams.get('Qualifier') ?? '$LATEST');
    const server = await this.versions.server(name, version);
    const start = await server.start();
    const event = JSON.parse((await buffer(asked)).toString()) as HttpEvent;
    answer.setHeader('X-Amz-Executed-Version', version);
    if (!start.ready) return crashed(answer, `${start.reason}: ${start.tail}`);
    if (event.rawPath === '/ping') return answered(answer, { statusCode: 200, body: '' });
    const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
    const said = await server.send({ body, headers: { 'content-type': event.headers['content-type'] ?? '' } });
    const headers = { 'content-type': said.contentType ?? 'application/json' };
    // As AWS_LWA_ERROR_STATUS_CODES asks of the adapter.
    if (said.status >= 500) return crashed(answer, `${said.status}: ${said.body.toString()}`);
    answered(answer, { statusCode: said.status, headers, body: said.body.toString(), isBase64Encoded: false });
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method = 'GET', headers, url = '' } = asked;
    const agent = this.emulator?.httpsAgent;
    const onward = request(new URL(url, this.emulator?.endpoint), { method, headers, agent });
    onward.on('response', (told) => {
      answer.writeHead(told.statusCode ?? 500, told.headers);
      told.pipe(answer);
    });
    onward.on('error', (error) => fail(answer, error));
    asked.pipe(onward);
  }
}

function answered(answer: ServerResponse, payload: unknown): void {
  answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(payload));
}

function crashed(answer: ServerResponse, errorMessage: string): void {
  answer.setHeader('X-Amz-Function-Error', 'Unhandled');
  answered(answer, { errorType: 'Error', errorMessage });
}

function fail(answer: ServerResponse, error: Error): void {
  if (!answer.headersSent) answer.writeHead(500);
  answer.end(JSON.stringify({ message: error.message }));
}
