import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { PutObjectCommand, type PutObjectCommandInput, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { InputError } from '../../core/errors.ts';
import type { Body, Condition } from '../../ports.ts';

/** S3's limit for an object that is sent in one piece. */
const largestBytes = 5 * 1024 ** 3;

/** With pauses of 50, 100, 200 and 400 ms in between, each cut at random so that rivals part. */
const attempts = 5;
const firstPauseMs = 50;

/**
 * One PutObject, conditional where asked. `{ won: false }` for 412, for the 404 of a match on nothing, and for a 409
 * (a rival's write or delete was under way) that did not go away with the retries that S3 asks for.
 * Streams cannot be sent again by the SDK, so a file is opened anew after an error on the way.
 */
export async function putObject(
  client: S3Client,
  place: { Bucket: string; Key: string },
  body: Body,
  condition: Condition | undefined,
): Promise<{ won: true; etag: string } | { won: false }> {
  for (let attempt = 1; ; attempt += 1) {
    const content = await contentOf(body);
    try {
      const command = new PutObjectCommand({ ...place, ...conditionOf(condition), ...content });
      return { won: true, etag: (await client.send(command)).ETag ?? '' };
    } catch (error) {
      if (condition && isLost(error)) return { won: false };
      const conflict = statusOf(error) === 409;
      if (attempt === attempts && condition && conflict) return { won: false };
      if (attempt === attempts || !(conflict || (isFile(body) && isPassing(error)))) throw error;
    } finally {
      if (content.Body instanceof Readable) content.Body.destroy();
    }
    await wait(firstPauseMs * 2 ** (attempt - 1) * Math.random());
  }
}

function conditionOf(condition: Condition | undefined): Pick<PutObjectCommandInput, 'IfMatch' | 'IfNoneMatch'> {
  if (condition === undefined) return {};
  return 'absent' in condition ? { IfNoneMatch: '*' } : { IfMatch: condition.match };
}

async function contentOf(body: Body): Promise<Pick<PutObjectCommandInput, 'Body' | 'ContentLength'>> {
  if (!isFile(body)) {
    const bytes = Buffer.from(body);
    return { Body: bytes, ContentLength: bytes.byteLength };
  }
  const { size } = await stat(body.file);
  if (size > largestBytes) {
    throw new InputError(
      'object-too-large',
      `${body.file} has ${size} bytes; an object has at most ${largestBytes} (5 GiB).`,
    );
  }
  return { Body: createReadStream(body.file), ContentLength: size };
}

function isFile(body: Body): body is { file: string } {
  return typeof body === 'object' && 'file' in body;
}

function isLost(error: unknown): boolean {
  return statusOf(error) === 412 || (error instanceof S3ServiceException && error.name === 'NoSuchKey');
}

/** Whether it may go better next time. Errors of the connection have no status. */
function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 429 || status === 408;
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
