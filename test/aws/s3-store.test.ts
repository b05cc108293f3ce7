import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { S3Store } from '../../lib/aws/s3-store.ts';
import { objectStoreContract } from '../contracts/object-store.ts';
import { collect } from '../support/collect.ts';
import { type MotoServer, motoStartLimitMs, startMoto } from '../support/moto/server.ts';

let moto: MotoServer;
let client: S3Client;
let buckets = 0;

function newClient(): S3Client {
  const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' };
  return new S3Client({ endpoint: moto.endpoint, region: 'eu-central-1', forcePathStyle: true, credentials });
}

async function newBucket(versioned = true): Promise<string> {
  const bucket = `store-${++buckets}`;
  const LocationConstraint = 'eu-central-1';
  await client.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint } }));
  const VersioningConfiguration = { Status: 'Enabled' as const };
  if (versioned) await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  return bucket;
}

beforeAll(async () => {
  moto = await startMoto();
  client = newClient();
}, motoStartLimitMs);
afterAll(() => {
  client?.destroy();
  moto?.stop();
});

objectStoreContract(async () => new S3Store(client, await newBucket()), 15);

test('stores below different prefixes do not see each other', async () => {
  const bucket = await newBucket();
  const [mine, yours] = [new S3Store(client, bucket, 'mine a+b/'), new S3Store(client, bucket, 'yours/')];
  await mine.put('a.json', '1');
  expect((await collect(mine.list('a'))).map(({ key }) => key)).toEqual(['a.json']);
  expect(await yours.get('a.json')).toBeUndefined();
  expect(await collect(yours.list(''))).toEqual([]);
  expect((await collect(new S3Store(client, bucket).list(''))).map(({ key }) => key)).toEqual(['mine a+b/a.json']);
});

test('a version that was replaced can still be downloaded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 's3-store-'));
  const store = new S3Store(client, await newBucket());
  await store.put('data.csv', 'one');
  const [first] = await collect(store.list(''));
  await store.put('data.csv', 'two');
  await store.download('data.csv', join(folder, 'data.csv'), first?.version);
  expect(await readFile(join(folder, 'data.csv'), 'utf8')).toBe('one');
  await rm(folder, { recursive: true });
});

test('a deleted object is not there, is not listed, and may be created', async () => {
  const bucket = await newBucket();
  const store = new S3Store(client, bucket);
  await store.put('a', 'x');
  await store.put('b', 'x');
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'a' }));
  expect(await store.get('a')).toBeUndefined();
  expect((await collect(store.list(''))).map(({ key }) => key)).toEqual(['b']);
  expect(await store.put('a', 'y', { absent: true })).toMatchObject({ won: true });
});

test('without versioning every version is null', async () => {
  const folder = await mkdtemp(join(tmpdir(), 's3-store-'));
  const store = new S3Store(client, await newBucket(false));
  await store.put('a', 'x');
  expect(await collect(store.list(''))).toMatchObject([{ key: 'a', version: 'null' }]);
  await store.download('a', join(folder, 'a'), 'null');
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('x');
  await rm(folder, { recursive: true });
});

test('a bucket that is not there is an error, not a lost condition', async () => {
  const store = new S3Store(client, 'no-such-bucket');
  await expect(store.put('a', 'x', { absent: true })).rejects.toMatchObject({ name: 'NoSuchBucket' });
  await expect(store.get('a')).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

/** A client whose first `count` puts are answered with this status. */
function failingClient(count: number, status: number): S3Client {
  const failing = newClient();
  let left = count;
  failing.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== 'PutObjectCommand' || left-- <= 0) return next(args);
      const facts = { name: `Status${status}`, $fault: 'client' as const, $metadata: { httpStatusCode: status } };
      throw new S3ServiceException({ ...facts, message: `answer ${status}` });
    },
    { step: 'initialize' },
  );
  return failing;
}

test('a put that conflicts with one under way is tried again, and lost only when that does not help', async () => {
  const bucket = await newBucket();
  const twice = new S3Store(failingClient(2, 409), bucket);
  expect(await twice.put('lease', 'mine', { absent: true })).toMatchObject({ won: true });
  const always = new S3Store(failingClient(99, 409), bucket);
  expect(await always.put('other', 'mine', { absent: true })).toEqual({ won: false });
});

test('a file is sent again from its beginning after an error of the service', async () => {
  const folder = await mkdtemp(join(tmpdir(), 's3-store-'));
  await writeFile(join(folder, 'model'), 'weights');
  const store = new S3Store(failingClient(2, 503), await newBucket());
  await store.put('model', { file: join(folder, 'model') });
  expect(Buffer.from((await store.get('model'))?.bytes ?? []).toString()).toBe('weights');
  await rm(folder, { recursive: true });
});
