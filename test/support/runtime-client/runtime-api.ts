import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a function answered, or how it failed. `performance.now()` of when. */
export type Told =
  | { kind: 'ready'; at: number }
  | { kind: 'response'; at: number; body: string }
  | { kind: 'error'; at: number; body: { errorType: string; errorMessage: string } };

const base = '/2018-06-01/runtime';

/** The side of Lambda's runtime API that one instance of a function asks for work: docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. */
export class RuntimeApi {
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #told: Told[] = [];
  #waiting: ServerResponse | undefined;
  #listener: (() => void) | undefined;
  #requests = 0;

  /** @returns `AWS_LAMBDA_RUNTIME_API` */
  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next thing that the instance says. */
  async next(): Promise<Told> {
    while (this.#told.length === 0)
      await new Promise<void>((resolve) => {
        this.#listener = resolve;
      });
    return this.#told.shift() as Told;
  }

  /** Hands an event to the instance, which must be ready. */
  invoke(event: unknown, seconds: number): void {
    const response = this.#waiting;
    if (!response) throw new Error('the instance is not ready');
    this.#waiting = undefined;
    this.#requests += 1;
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': `00000000-0000-4000-8000-${String(this.#requests).padStart(12, '0')}`,
      'Lambda-Runtime-Deadline-Ms': String(Date.now() + seconds * 1000),
      'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:eu-central-1:123456789012:function:function',
      'Lambda-Runtime-Trace-Id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0',
    });
    response.end(JSON.stringify(event));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const path = request.url ?? '';
    if (path === `${base}/invocation/next`) {
      this.#waiting = response;
      return this.#tell({ kind: 'ready', at });
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    response.writeHead(202, { 'Content-Type': 'application/json' }).end('{"status":"OK"}');
    if (path.endsWith('/response')) this.#tell({ kind: 'response', at, body: text });
    else if (path.endsWith('/error')) this.#tell({ kind: 'error', at, body: JSON.parse(text) });
    else throw new Error(`the runtime API knows no ${path}`);
  }

  #tell(told: Told): void {
    this.#told.push(told);
    this.#listener?.();
  }
}
