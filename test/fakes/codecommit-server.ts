import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { codeCommitOptions } from '../../lib/aws/codecommit/client.ts';
import { FakeRepository, ServiceError } from './codecommit-repository.ts';
import { breaches, type ServiceModel } from './service-model.ts';

const model: ServiceModel = JSON.parse(
  readFileSync(join(import.meta.dirname, '../oracles/models/codecommit.json'), 'utf8'),
);

export type Fault = { exception: string; status?: number } | { status: number } | 'hang' | 'reset' | 'lost answer';

/**
 * CodeCommit at HTTP level: takes what its published model allows, answers what its model promises, and fails on request.
 * `breaches` holds every sentence about a request or an answer that broke the model.
 */
export class CodeCommitServer {
  readonly repository = new FakeRepository();
  readonly breaches: string[] = [];
  /** Calls in order of arrival, with their inputs. */
  readonly calls: Array<{ operation: string; input: Record<string, unknown> }> = [];
  readonly #faults: Array<{ operation: string; fault: Fault }> = [];
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  /** The next call of this operation fails so; may be said many times. */
  failing(operation: string, ...faults: Fault[]): this {
    this.#faults.push(...faults.map((fault) => ({ operation, fault })));
    return this;
  }

  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  /** Once it was started. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<CodeCommitClient> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return new CodeCommitClient({
      ...codeCommitOptions,
      requestHandler: { ...codeCommitOptions.requestHandler, requestTimeout: 200 },
      region: 'eu-central-1',
      endpoint: this.url,
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'not-a-secret' },
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const [prefix, operation = ''] = String(request.headers['x-amz-target']).split('.');
    const known = model.operations[operation];
    if (prefix !== model.metadata.targetPrefix || !known) {
      this.breaches.push(`the model has no ${request.headers['x-amz-target']}`);
      return refuse(response, 400, 'UnknownOperationException');
    }
    this.breaches.push(...breachesOfRequest(request));
    const input = JSON.parse(Buffer.concat(chunks).toString());
    this.calls.push({ operation, input });
    const wrong = breaches(model, known.input, input);
    this.breaches.push(...wrong);
    if (wrong.length > 0) return refuse(response, 400, 'ValidationException', wrong.join('; '));
    this.#answer(operation, input, response);
  }

  #answer(operation: string, input: Record<string, unknown>, response: ServerResponse): void {
    const fault = this.#nextFault(operation);
    if (fault === 'hang') return;
    if (fault === 'reset') response.destroy();
    else if (fault === undefined || fault === 'lost answer') this.#answerWell(operation, input, response, fault);
    else if ('exception' in fault) refuse(response, fault.status ?? 400, this.#declared(operation, fault.exception));
    else response.writeHead(fault.status).end();
  }

  #answerWell(
    operation: string,
    input: Record<string, unknown>,
    response: ServerResponse,
    fault?: 'lost answer',
  ): void {
    try {
      const output = this.repository.answer(operation, input);
      if (fault) {
        response.destroy();
        return;
      }
      const shape = model.operations[operation]?.output;
      if (shape) this.breaches.push(...breaches(model, shape, output));
      response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
        .end(shape ? JSON.stringify(output) : '');
    } catch (thrown) {
      if (!(thrown instanceof ServiceError)) this.breaches.push(`the fake broke over ${operation}: ${thrown}`);
      refuse(response, 400, this.#declared(operation, thrown instanceof ServiceError ? thrown.name : 'Broken'));
    }
  }

  #nextFault(operation: string): Fault | undefined {
    const at = this.#faults.findIndex((one) => one.operation === operation);
    return at < 0 ? undefined : this.#faults.splice(at, 1)[0]?.fault;
  }

  /** The fake says nothing that the operation is not declared to say. */
  #declared(operation: string, exception: string): string {
    const common = ['ThrottlingException', 'AccessDeniedException', 'InternalFailure', 'ExpiredTokenException'];
    if (!model.operations[operation]?.errors.includes(exception) && !common.includes(exception)) {
      this.breaches.push(`${operation} never says ${exception}`);
    }
    return exception;
  }
}

function breachesOfRequest({ method, url, headers }: IncomingMessage): string[] {
  const authorization = String(headers.authorization);
  return [
    ...(method === 'POST' && url === '/' ? [] : [`${method} ${url}: JSON 1.1 is POST /`]),
    ...(headers['content-type'] === `application/x-amz-json-${model.metadata.jsonVersion}` ? [] : ['content type']),
    ...(/^AWS4-HMAC-SHA256 Credential=[^,]+\/codecommit\/aws4_request/.test(authorization) ? [] : ['not signed']),
  ];
}

function refuse(response: ServerResponse, status: number, type: string, message = `${type} of the fake`): void {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': type };
  response.writeHead(status, headers).end(JSON.stringify({ __type: type, message }));
}
