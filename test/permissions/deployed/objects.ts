import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { S3ServiceException } from '@aws-sdk/client-s3';
import type { MemoryStore } from '../../support/memory-store.ts';
import type { SdkCall } from './recorder.ts';

type Input = SdkCall['input'];

const operations: Record<string, (bucket: MemoryStore, input: Input) => Promise<unknown>> = {
  async GetObject(bucket, { Key, VersionId, Range }) {
    const file = join(tmpdir(), crypto.randomUUID());
    const bytes = await bucket.download(Key, file, VersionId).then(
      () => readFile(file),
      () => undefined,
    );
    await rm(file, { force: true });
    if (!bytes) throw s3Error('NoSuchKey', 404);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(Range ?? '') ?? [];
    const part = from === undefined ? bytes : bytes.subarray(Number(from), Number(to) + 1);
    const Body = Object.assign(Readable.from([part]), { transformToByteArray: async () => part });
    return { ETag: (await bucket.get(Key))?.etag, Body };
  },
  async PutObject(bucket, { Key, Body, IfNoneMatch, IfMatch }) {
    const body = Buffer.concat(Body instanceof Readable ? await Body.toArray() : [Body]);
    const condition = IfNoneMatch ? { absent: true as const } : IfMatch ? { match: IfMatch } : undefined;
    const put = await bucket.put(Key, body, condition);
    if (put.won) return { ETag: put.etag };
    throw s3Error('PreconditionFailed', 412);
  },
  async ListObjectVersions(bucket, { Prefix }) {
    const Versions = [];
    for await (const { key, size, etag, version, modifiedAt } of bucket.list(Prefix))
      Versions.push({
        ...{ Key: key, Size: size, ETag: etag, VersionId: version, IsLatest: true },
        LastModified: new Date(modifiedAt),
      });
    return { Versions };
  },
};

/** S3 over stores in memory, by bucket name. */
export function answerS3(buckets: Record<string, MemoryStore>, { operation, input }: SdkCall): Promise<unknown> {
  const bucket = buckets[input.Bucket];
  const answer = operations[operation];
  if (!bucket || !answer) throw new Error(`nobody answers ${operation} on ${input.Bucket} here`);
  return answer(bucket, input);
}

function s3Error(name: string, httpStatusCode: number): S3ServiceException {
  return new S3ServiceException({ name, message: name, $fault: 'client', $metadata: { httpStatusCode } });
}
