import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { SfnSend, SnsSend } from '../../lib/aws/clients.ts';
import { LambdaScorer } from '../../lib/aws/lambda-scorer.ts';
import { S3Store } from '../../lib/aws/s3-store.ts';
import { SnsNotifier } from '../../lib/aws/sns-notifier.ts';
import { StepFunctionsExecutions } from '../../lib/aws/step-functions-executions.ts';
import { LambdaAliasTarget } from '../../lib/aws/targets/lambda-alias.ts';
import type { ServedFunction } from '../../lib/aws/targets/lambda-settings.ts';
import type { Ports, Scorer } from '../../lib/ports.ts';
import { FakeLambda } from '../fakes/lambda.ts';
import type { Call } from './iam.ts';
import type { MemoryStore } from './memory-store.ts';

/** Where the recorded calls go: ARNs as the template has them. */
export interface RecordedPlace {
  buckets: Record<'store' | 'data', { arn: string; objects: MemoryStore }>;
  served: ServedFunction;
  functionArn: string;
  /** Repositories whose images are served, by what their URIs begin with. */
  repositories: Record<string, string>;
  topic: { arn: string; keyArn: string };
  workDir: string;
}

interface Command {
  constructor: { name: string };
  // biome-ignore lint/suspicious/noExplicitAny: every command has another input.
  input: any;
}

/** The AWS ports over clients that keep what they were asked as IAM sees it, and answer from memory. */
export class RecordedAws {
  /** By whoever called: set `caller` before. */
  readonly calls = new Map<string, Call[]>();
  caller = 'nobody';
  readonly #place: RecordedPlace;
  readonly #lambda = new FakeLambda();

  constructor(place: RecordedPlace) {
    this.#place = place;
  }

  /** Predictions are those of `scorer`, whichever version is asked. */
  ports(scorer: Scorer): Pick<Ports, 'store' | 'data' | 'target' | 'scorer' | 'executions' | 'notifier'> {
    const { served, topic } = this.#place;
    const s3 = { send: (command: Command) => this.#s3(command) } as unknown as S3Client;
    const lambda = { send: (command: Command) => this.#lambdaCall(command, scorer) } as unknown as FakeLambda['client'];
    const sns = { send: (command: Command) => this.#sns(command) } as unknown as SnsSend;
    const sfn = { send: (command: Command) => this.#sfn(command) } as unknown as SfnSend;
    return {
      store: new S3Store(s3, 'store'),
      data: new S3Store(s3, 'data'),
      target: new LambdaAliasTarget(lambda, served, async () => {}),
      scorer: new LambdaScorer(lambda, served.functionName),
      executions: new StepFunctionsExecutions(sfn, {}),
      notifier: new SnsNotifier(sns, topic.arn),
    };
  }

  #record(action: string, resource: string, context?: Record<string, string>): void {
    const calls = this.calls.get(this.caller) ?? [];
    this.calls.set(this.caller, [...calls, { action, resource, ...(context ? { context } : {}) }]);
  }

  async #s3({ constructor: { name }, input }: Command): Promise<unknown> {
    const { arn, objects } = this.#place.buckets[input.Bucket as 'store' | 'data'];
    if (name === 'GetObjectCommand') return this.#getObject(arn, objects, input);
    if (name === 'PutObjectCommand') return this.#putObject(arn, objects, input);
    if (name !== 'ListObjectVersionsCommand') throw new Error(`nobody recorded a ${name} yet`);
    this.#record('s3:ListBucketVersions', arn, { 's3:prefix': input.Prefix });
    const Versions = [];
    for await (const { key, size, etag, version } of objects.list(input.Prefix))
      Versions.push({ Key: key, Size: size, ETag: etag, VersionId: version, IsLatest: true });
    return { Versions };
  }

  async #getObject(arn: string, objects: MemoryStore, { Key, VersionId }: Record<string, string>): Promise<unknown> {
    const key = String(Key);
    this.#record(VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion', `${arn}/${key}`);
    const file = join(this.#place.workDir, crypto.randomUUID());
    const etag = (await objects.get(key))?.etag;
    const found = await objects.download(key, file, VersionId).then(
      async ({ modifiedAt }) => ({ bytes: await readFile(file), modifiedAt }),
      () => undefined,
    );
    if (found)
      return {
        ETag: etag,
        LastModified: new Date(found.modifiedAt ?? 0),
        Body: Object.assign(Readable.from([found.bytes]), { transformToByteArray: async () => found.bytes }),
      };
    // Whoever may not list the bucket hears 403 instead of 404; S3 asks that without a prefix.
    this.#record('s3:ListBucket', arn);
    throw s3Error('NoSuchKey', 404);
  }

  async #putObject(arn: string, objects: MemoryStore, input: Command['input']): Promise<unknown> {
    const { Key, Body, IfNoneMatch, IfMatch } = input;
    const context = {
      's3:ObjectCreationOperation': 'true',
      ...(IfNoneMatch ? { 's3:if-none-match': IfNoneMatch } : {}),
    };
    this.#record('s3:PutObject', `${arn}/${Key}`, context);
    // To compare the etag is to read it.
    if (IfMatch) this.#record('s3:GetObject', `${arn}/${Key}`);
    const body = Buffer.concat(Body instanceof Readable ? await Body.toArray() : [Body]);
    const condition = IfNoneMatch ? { absent: true as const } : IfMatch ? { match: IfMatch } : undefined;
    const put = await objects.put(Key, body, condition);
    if (put.won) return { ETag: put.etag };
    throw s3Error('PreconditionFailed', 412);
  }

  async #lambdaCall(command: Command, scorer: Scorer): Promise<unknown> {
    const { functionArn, served, repositories } = this.#place;
    const action = command.constructor.name.replace('Command', '').replace(/^Invoke$/, 'InvokeFunction');
    const { Qualifier, ImageUri, Code, Role } = command.input;
    this.#record(`lambda:${action}`, Qualifier ? `${functionArn}:${Qualifier}` : functionArn);
    // Lambda looks whether the caller may hand the role on, and read the image.
    if (Role) this.#record('iam:PassRole', served.roleArn, { 'iam:PassedToService': 'lambda.amazonaws.com' });
    const uri: string | undefined = ImageUri ?? Code?.ImageUri;
    const repository = Object.entries(repositories).find(([start]) => uri?.startsWith(`${start}@`))?.[1];
    if (uri && !repository) throw new Error(`${uri} lies in no repository`);
    for (const read of ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'])
      if (repository) this.#record(read, repository);
    this.#lambda.invoke = (event) => event;
    const answer = (await this.#lambda.client.send(command as never)) as unknown as { Payload?: Uint8Array };
    return action === 'InvokeFunction' ? { ...answer, Payload: await httpAnswer(answer.Payload, scorer) } : answer;
  }

  async #sns({ input }: Command): Promise<unknown> {
    this.#record('sns:Publish', input.TopicArn);
    for (const use of ['kms:GenerateDataKey', 'kms:Decrypt']) this.#record(use, this.#place.topic.keyArn);
    return {};
  }

  async #sfn({ constructor: { name }, input }: Command): Promise<unknown> {
    if (name !== 'GetExecutionHistoryCommand') throw new Error(`nobody recorded a ${name} yet`);
    this.#record('states:GetExecutionHistory', input.executionArn);
    return { events: [] };
  }
}

/** What the model server behind the function says to what it was sent. */
async function httpAnswer(payload: Uint8Array | undefined, scorer: Scorer): Promise<Uint8Array> {
  const { body } = JSON.parse(new TextDecoder().decode(payload)) as { body?: string };
  const said = body === undefined ? { ok: true } : (await scorer.predict('any', JSON.parse(body).instances)).body;
  return new TextEncoder().encode(JSON.stringify({ statusCode: 200, body: JSON.stringify(said) }));
}

function s3Error(name: string, httpStatusCode: number): S3ServiceException {
  return new S3ServiceException({ name, message: name, $fault: 'client', $metadata: { httpStatusCode } });
}
