import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { environment } from '../../lib/core/environment.ts';
import { CodeCommitServer } from '../fakes/codecommit-server.ts';
import { anyCredentials, BundledFunction } from '../support/lambda/function.ts';
import { type Services, startServices } from '../support/lambda/services.ts';

/** The bundle that is deployed, in a Node of its own, between a CodeCommit, an empty S3 and an SQS. */
let services: Services;
let s3: Server;
let codeCommit: CodeCommitServer;
let fn: BundledFunction;

beforeAll(async () => {
  services = await startServices('{}');
  codeCommit = new CodeCommitServer();
  (await codeCommit.start()).destroy();
  s3 = createServer((request, response) => {
    if (request.method === 'PUT') response.writeHead(200, { etag: '"e"' }).end();
    else if (request.url?.includes('versions'))
      response.end('<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>');
    else response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
  });
  await new Promise<void>((done) => s3.listen(0, '127.0.0.1', done));
  fn = new BundledFunction('reconcile', {
    ...anyCredentials,
    ...services.env,
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${(s3.address() as AddressInfo).port}`,
    AWS_ENDPOINT_URL_CODECOMMIT: codeCommit.url,
    [environment.pipeline]: 'iris',
    [environment.storeBucket]: 'the-store',
    [environment.dataBucket]: 'the-data',
    [environment.intakeQueueUrl]: services.queueUrl,
    [environment.codeHost]: 'codecommit',
    [environment.codeRepository]: 'iris',
    [environment.codeBranch]: 'main',
    [environment.dataExpected]: 'true',
  });
});

afterAll(async () => {
  await fn.stop();
  s3.closeAllConnections();
  s3.close();
  await Promise.all([codeCommit.stop(), services.stop()]);
});

test('a push and a pull request that nobody told of reach the intake queue, and are counted', async () => {
  const { repository } = codeCommit;
  const main = repository.commit({}, [], { message: 'feat: one' });
  repository.branches.set('main', main);
  repository.pullRequest('7', { sourceCommit: repository.commit({}, [main]) });
  const { value, error } = await fn.invoke({});
  expect({ value, error }).toEqual({ value: { missing: 2, sent: 2, folders: 0 }, error: undefined });
  expect(services.sent).toMatchObject([
    { signalbox: 'code', change: { kind: 'push', host: 'codecommit', commit: main, title: 'feat: one' } },
    { signalbox: 'code', change: { kind: 'pull_request', pullRequest: { number: '7' } } },
  ]);
  expect(codeCommit.breaches).toEqual([]);
  expect(services.others).toEqual([]);
});

test('what it counts is a line of its own, past the console, which CloudWatch reads as metrics', async () => {
  await fn.invoke({});
  const lines = fn.written.split('\n').filter((line) => line.startsWith('{"_aws"'));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines)
    expect(JSON.parse(line)).toEqual({
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: 'Signalbox',
            Dimensions: [['Pipeline']],
            Metrics: [{ Name: 'HoursWithoutData', Unit: 'Count', StorageResolution: 60 }],
          },
        ],
      },
      Pipeline: 'iris',
      HoursWithoutData: expect.any(Number),
    });
});

test('a failure is told by its code, without a credential in error or log', async () => {
  codeCommit.failing('GetBranch', { exception: 'AccessDeniedException' });
  const { error } = await fn.invoke({});
  expect(error).toMatch(/^InputError: repository-forbidden: CodeCommit refuses branch main of iris/);
  expect(fn.written).not.toMatch(/AWS4-HMAC|"secretAccessKey"|Signature=/);
});
