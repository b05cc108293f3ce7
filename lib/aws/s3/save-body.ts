import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InternalError } from '../../core/errors.ts';

/** Streams the body of an answer to `path`, which appears only when all of it has come and its checksum was right. */
export async function saveBody(body: unknown, path: string): Promise<void> {
  if (!(body instanceof Readable)) throw new InternalError('no-body', `S3 answered without a stream for ${path}.`);
  const part = `${path}.${crypto.randomUUID()}.part`;
  try {
    await pipeline(body, createWriteStream(part, { flags: 'wx' }));
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
}

/** Streams the body of an answer into `path`, from that byte on; the file is made where there is none. */
export async function saveRange(body: unknown, path: string, start: number): Promise<void> {
  if (!(body instanceof Readable)) throw new InternalError('no-body', `S3 answered without a stream for ${path}.`);
  await (await open(path, 'a')).close();
  await pipeline(body, createWriteStream(path, { flags: 'r+', start }));
}
