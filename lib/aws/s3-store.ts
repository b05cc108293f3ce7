import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { InputError } from '../core/errors.ts';
import { assertObjectKey } from '../core/object-key.ts';
import type { Body, ByteRange, Condition, Downloaded, ListedObject, ObjectStore, StoredObject } from '../ports.ts';
import { isMissing } from './s3/missing.ts';
import { putObject } from './s3/put-object.ts';
import { saveBody, saveRange } from './s3/save-body.ts';

/**
 * The store in one bucket, below `prefix` where one is given (`team-a/`; keys are relative to it).
 * Needs s3:GetObject, s3:GetObjectVersion, s3:PutObject, s3:ListBucket (or a missing key looks forbidden) and
 * s3:ListBucketVersions. In a bucket without versioning every version is `null`.
 */
export class S3Store implements ObjectStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  constructor(client: S3Client, bucket: string, prefix = '') {
    this.#client = client;
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  async get(key: string): Promise<StoredObject | undefined> {
    try {
      const { Body: body, ETag = '' } = await this.#client.send(new GetObjectCommand(this.#place(key)));
      return body && { bytes: await body.transformToByteArray(), etag: ETag };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async put(key: string, body: Body, condition?: Condition): Promise<{ won: true; etag: string } | { won: false }> {
    return putObject(this.#client, this.#place(key), body, condition);
  }

  async *list(prefix: string): AsyncIterable<ListedObject> {
    let from: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (from) {
      const page: ListObjectVersionsCommandOutput = await this.#client.send(
        new ListObjectVersionsCommand({
          Bucket: this.#bucket,
          Prefix: this.#prefix + prefix,
          EncodingType: 'url',
          ...from,
        }),
      );
      const plain = page.EncodingType === 'url' ? decodeKey : (key: string) => key;
      for (const found of page.Versions ?? []) {
        if (found.IsLatest) yield listed(found, plain(found.Key ?? '').slice(this.#prefix.length));
      }
      from = page.IsTruncated ? nextPage(page, plain) : undefined;
    }
  }

  async download(key: string, path: string, version?: string, range?: ByteRange): Promise<Downloaded> {
    const bytes = range && { Range: `bytes=${range.start}-${range.end - 1}` };
    const place = { ...this.#place(key), VersionId: version, ...bytes };
    await mkdir(dirname(path), { recursive: true });
    try {
      const { Body: body, LastModified: modified } = await this.#client.send(new GetObjectCommand(place));
      await (range ? saveRange(body, path, range.start) : saveBody(body, path));
      return { modifiedAt: modified?.toISOString() };
    } catch (error) {
      if (!isMissing(error)) throw error;
      const what = version === undefined ? 'There is no object' : `Version ${version} is gone of the object`;
      throw new InputError(
        'object-gone',
        `${what} s3://${place.Bucket}/${place.Key}; it was removed after it was listed.`,
        {
          cause: error,
        },
      );
    }
  }

  #place(key: string): { Bucket: string; Key: string } {
    const place = { Bucket: this.#bucket, Key: this.#prefix + key };
    assertObjectKey(place.Key);
    return place;
  }
}

type Found = NonNullable<ListObjectVersionsCommandOutput['Versions']>[number];

function listed(found: Found, key: string): ListedObject {
  const { Size: size = 0, ETag: etag = '', VersionId: version = 'null', LastModified: modified = new Date(0) } = found;
  return { key, size, etag, version, modifiedAt: modified.toISOString() };
}

function nextPage(page: ListObjectVersionsCommandOutput, plain: (key: string) => string) {
  return {
    KeyMarker: page.NextKeyMarker === undefined ? undefined : plain(page.NextKeyMarker),
    VersionIdMarker: page.NextVersionIdMarker,
  };
}

/** Names in answers are form-encoded, since XML cannot carry every character. */
function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', '%20'));
}
