import { S3Client } from '@aws-sdk/client-s3';
import type { ObjectStore } from '../ports.ts';
import { S3Store } from './s3-store.ts';
import { retries } from './served/kind.ts';

/** A bucket with a client of its own, apart from the ports, which would bring the clients of all other services along. */
export function bucketStore(name: string): ObjectStore {
  return new S3Store(new S3Client(retries), name);
}
