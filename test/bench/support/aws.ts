import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { DirectoryStore } from '../../../lib/local/directory-store.ts';
import type { Condition, ListedObject, ObjectStore } from '../../../lib/ports.ts';

export interface Aws {
  store: ObjectStore;
  data: ObjectStore;
  names: { store: string; data: string };
  machines: { delivery: string; pull_request: string };
  endpoint: string;
  /** Names of the executions that were started. */
  started: Set<string>;
  /** What they were started with, as it was sent. */
  inputs: string[];
  stop(): Promise<void>;
}

const machine = (name: string) => `arn:aws:states:eu-central-1:123456789012:stateMachine:${name}`;

/**
 * S3 as far as S3Store speaks to it, over two DirectoryStores, and StartExecution. Not moto: it took 0.3 s to list one folder
 * of a bucket with 700 objects, one request after another, and this did not end within 400 s.
 */
export async function startAws(): Promise<Aws> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  const names = { store: 'bench-store', data: 'bench-data' };
  const [store, data] = [new DirectoryStore(join(folder, 'store')), new DirectoryStore(join(folder, 'data'))];
  const buckets = new Map<string, ObjectStore>([
    [names.store, store],
    [names.data, data],
  ]);
  const started = new Set<string>();
  const inputs: string[] = [];
  const server = createServer((request, response) => {
    const answered = request.headers['x-amz-target']
      ? start(request, response, { started, inputs })
      : s3(request, response, buckets);
    answered.catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const machines = { delivery: machine('delivery'), pull_request: machine('pull-request') };
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    rmSync(folder, { recursive: true, force: true });
  };
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { store, data, names, machines, endpoint, started, inputs, stop };
}

/** As Step Functions: the same name with the same input while it runs is the same execution. */
async function start(
  request: IncomingMessage,
  response: ServerResponse,
  { started, inputs }: Pick<Aws, 'started' | 'inputs'>,
): Promise<void> {
  const asked = String(await buffer(request));
  const { name } = JSON.parse(asked) as { name: string };
  started.add(name);
  inputs.push(asked);
  const answer = { executionArn: `arn:aws:states:::execution:m:${name}`, startDate: 1_700_000_000 };
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
}

async function s3(
  request: IncomingMessage,
  response: ServerResponse,
  buckets: Map<string, ObjectStore>,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://s3');
  const [, bucket = '', ...rest] = decodeURIComponent(url.pathname).split('/');
  const [store, key] = [buckets.get(bucket), rest.join('/')];
  if (!store) return void response.writeHead(404).end();
  if (request.method === 'PUT') {
    const put = await store.put(key, await buffer(request), conditionOf(request));
    return void (put.won
      ? response.writeHead(200, { etag: `"${put.etag}"` }).end()
      : fail(response, 412, 'PreconditionFailed'));
  }
  if (url.searchParams.has('versions')) {
    const objects: ListedObject[] = [];
    for await (const object of store.list(url.searchParams.get('prefix') ?? '')) objects.push(object);
    return void response.writeHead(200, { 'content-type': 'application/xml' }).end(listing(objects));
  }
  const found = await store.get(key);
  if (!found) return fail(response, 404, 'NoSuchKey');
  response.writeHead(200, { etag: `"${found.etag}"`, 'content-length': found.bytes.byteLength }).end(found.bytes);
}

function conditionOf({ headers }: IncomingMessage): Condition | undefined {
  if (headers['if-none-match'] === '*') return { absent: true };
  const match = headers['if-match'];
  return match === undefined ? undefined : { match: match.replaceAll('"', '') };
}

function listing(objects: ListedObject[]): string {
  const versions = objects.map(
    ({ key, version, etag, size, modifiedAt }) =>
      `<Version><Key>${encodeURIComponent(key)}</Key><VersionId>${version}</VersionId><IsLatest>true</IsLatest><LastModified>${modifiedAt}</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${size}</Size></Version>`,
  );
  return `<?xml version="1.0"?><ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${versions.join('')}</ListVersionsResult>`;
}

function fail(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
}
